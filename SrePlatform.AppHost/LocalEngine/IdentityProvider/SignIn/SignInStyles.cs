namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>The look of the pages: one card, light or dark as the system is.</summary>
internal static class SignInStyles
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --ground: #f7f7f8; --card: #ffffff; --line: #e4e5e9; --field: #868b96; --text: #17181c; --soft: #5b616d;
          --accent: #3b5bdb; --accent-strong: #2f4ab8; --on-accent: #ffffff; --bad: #b32424; --bad-ground: #fdf1f1; --bad-line: #efc9c9;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0f1115; --card: #16191f; --line: #282d36; --field: #69717f; --text: #e8eaee; --soft: #a1a8b4;
            --accent: #8096ff; --accent-strong: #9aabff; --on-accent: #0f1115; --bad: #ff8f8f; --bad-ground: #2c1a1d; --bad-line: #5e2f33;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        body {
          margin: 0; min-height: 100vh; min-height: 100dvh; padding: 1.5rem 1rem; display: grid; grid-template-rows: 1fr auto; place-items: center; gap: 1.5rem;
          background: var(--ground); color: var(--text);
          font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang TC", "Microsoft JhengHei", "Noto Sans TC", "Noto Sans CJK TC", sans-serif;
        }
        main { width: 100%; max-width: 24rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
        .brand { display: flex; align-items: center; gap: .6rem; margin: 0 0 1.75rem; font-weight: 600; }
        .brand svg { width: 1.6rem; height: 1.6rem; color: var(--accent); flex: none; }
        h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
        p { margin: .4rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
        form { margin-top: 1.5rem; display: grid; gap: 1rem; }
        label { display: grid; gap: .35rem; font-size: .9rem; font-weight: 500; }
        input {
          width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; font-weight: 400; color: inherit;
          background: var(--card); border: 1px solid var(--field); border-radius: 8px;
        }
        input[aria-invalid="true"] { border-color: var(--bad); }
        button {
          min-height: 2.75rem; margin-top: .25rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--on-accent); background: var(--accent); border: 0; border-radius: 8px;
        }
        button:hover { background: var(--accent-strong); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .error { margin: 0; padding: .65rem .8rem; font-size: .9rem; color: var(--bad); background: var(--bad-ground); border: 1px solid var(--bad-line); border-radius: 8px; }
        code { display: block; margin-top: 1rem; padding: .65rem .8rem; font: .85rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--ground); border-radius: 8px; overflow-wrap: anywhere; }
        footer { font-size: .8rem; color: var(--soft); }
        """;
}
