using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>What the pages say, in one language.</summary>
internal sealed record SignInTexts(
    string Language,
    string SignIn,
    string SignInTo,
    string Username,
    string UsernameOrEmail,
    string Password,
    string WrongCredentials,
    string LockedOut,
    string FormExpired,
    string SignOut,
    string SignOutQuestion,
    string SignedOut,
    string SignedOutDetail,
    string CannotContinue,
    string CannotContinueDetail,
    string Footer)
{
    public static readonly SignInTexts English = new(
        "en",
        "Sign in",
        "to continue to {0}",
        "Username",
        "Username or email",
        "Password",
        "The username or the password is wrong.",
        "Too many attempts. Try again in {0}.",
        "The form was open for too long. Please try again.",
        "Sign out",
        "Do you want to sign out of {0}?",
        "You are signed out",
        "You can close this window.",
        "This sign-in cannot continue",
        "The application asked for something that it is not allowed. Go back to it and try again; if that does not help, tell its administrator:",
        "Development identity provider");

    public static readonly SignInTexts TraditionalChinese = new(
        "zh-Hant",
        "登入",
        "以繼續使用 {0}",
        "使用者名稱",
        "使用者名稱或電子郵件",
        "密碼",
        "使用者名稱或密碼不正確。",
        "嘗試次數過多,請於 {0}後再試。",
        "表單開啟太久,請再試一次。",
        "登出",
        "要登出 {0} 嗎?",
        "您已登出",
        "您可以關閉這個視窗。",
        "無法繼續登入",
        "應用程式要求了未獲允許的內容。請返回應用程式再試一次;若仍無法解決,請將以下訊息告知管理員:",
        "開發用身分提供者");

    /// <summary>The language that the client asked for, else the browser's, else English.</summary>
    public static SignInTexts For(HttpRequest request)
    {
        var asked = request.Query["ui_locales"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).AsEnumerable();
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString());
        return asked.Concat(accepted).Select(Find).FirstOrDefault(texts => texts is not null) ?? English;
    }

    public string WaitOf(TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var isChinese = ReferenceEquals(this, TraditionalChinese);
        var text = seconds switch
        {
            <= 90 when isChinese => $"{seconds} 秒",
            <= 90 => seconds == 1 ? "1 second" : $"{seconds} seconds",
            _ when isChinese => $"{minutes} 分鐘",
            _ => $"{minutes} minutes",
        };
        return string.Format(CultureInfo.InvariantCulture, LockedOut, text);
    }

    private static SignInTexts? Find(string language) => language switch
    {
        _ when language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => TraditionalChinese,
        _ when language.StartsWith("en", StringComparison.OrdinalIgnoreCase) => English,
        _ => null,
    };
}
