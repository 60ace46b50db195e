using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>The field of a form that proves it is ours.</summary>
internal sealed record FormToken(string Name, string Value);

/// <summary>The pages, as text; whatever comes from outside is encoded here.</summary>
internal sealed class SignInPages(string title, string stylesheet, bool byEmail)
{
    private const string Icon = "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2024%2024%22%3E%3Crect%20width=%2224%22%20height=%2224%22%20rx=%226%22%20fill=%22%233b5bdb%22/%3E%3Cpath%20d=%22M4%2013h3.5l2-5.5%204.5%2010%202.2-4.5H20%22%20fill=%22none%22%20stroke=%22%23fff%22%20stroke-width=%222%22%20stroke-linecap=%22round%22%20stroke-linejoin=%22round%22/%3E%3C/svg%3E";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public string SignIn(SignInTexts texts, string client, string action, FormToken token, string? username, string? error) => Page(texts, texts.SignIn, $"""
        <h1>{Html.Encode(texts.SignIn)}</h1>
        <p>{Html.Encode(string.Format(CultureInfo.InvariantCulture, texts.SignInTo, client))}</p>
        <form method="post" action="{Html.Encode(action)}">
          {Error(error)}
          <label>{Html.Encode(byEmail ? texts.UsernameOrEmail : texts.Username)}
            <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="255" value="{Html.Encode(username ?? "")}"{State(error)}{Focus(string.IsNullOrEmpty(username))}>
          </label>
          <label>{Html.Encode(texts.Password)}
            <input name="password" type="password" autocomplete="current-password" required maxlength="1024"{State(error)}{Focus(!string.IsNullOrEmpty(username))}>
          </label>
          {Field(token)}
          <button type="submit">{Html.Encode(texts.SignIn)}</button>
        </form>
        """);

    public string ConfirmSignOut(SignInTexts texts, string action, FormToken token) => Page(texts, texts.SignOut, $"""
        <h1>{Html.Encode(texts.SignOut)}</h1>
        <p>{Html.Encode(string.Format(CultureInfo.InvariantCulture, texts.SignOutQuestion, title))}</p>
        <form method="post" action="{Html.Encode(action)}">
          {Field(token)}
          <button type="submit">{Html.Encode(texts.SignOut)}</button>
        </form>
        """);

    public string SignedOut(SignInTexts texts) => Page(texts, texts.SignedOut, $"""
        <h1>{Html.Encode(texts.SignedOut)}</h1>
        <p>{Html.Encode(texts.SignedOutDetail)}</p>
        """);

    public string Refused(SignInTexts texts, string reason) => Page(texts, texts.CannotContinue, $"""
        <h1>{Html.Encode(texts.CannotContinue)}</h1>
        <p>{Html.Encode(texts.CannotContinueDetail)}</p>
        <code>{Html.Encode(reason)}</code>
        """);

    private string Page(SignInTexts texts, string heading, string content) => $"""
        <!doctype html>
        <html lang="{texts.Language}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{Html.Encode(heading)} · {Html.Encode(title)}</title>
          <link rel="icon" href="{Icon}">
          <link rel="stylesheet" href="{Html.Encode(stylesheet)}">
        </head>
        <body>
        <main>
        <div class="brand">
          <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 13h4l2.5-7 5 13 2.5-6h4"/></svg>
          <span>{Html.Encode(title)}</span>
        </div>
        {content}
        </main>
        <footer>{Html.Encode(texts.Footer)}</footer>
        </body>
        </html>
        """;

    private static string Error(string? error) => error is null ? "" : $"""<p class="error" id="error" role="alert">{Html.Encode(error)}</p>""";

    private static string State(string? error) => error is null ? "" : " aria-invalid=\"true\" aria-describedby=\"error\"";

    private static string Focus(bool isFirst) => isFirst ? " autofocus" : "";

    private static string Field(FormToken token) => $"""<input type="hidden" name="{Html.Encode(token.Name)}" value="{Html.Encode(token.Value)}">""";
}
