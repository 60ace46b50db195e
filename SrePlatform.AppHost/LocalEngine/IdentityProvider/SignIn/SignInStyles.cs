namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>The look of the pages: one card, light or dark as the system is.</summary>
internal static class SignInStyles
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --ground: #f4f5f7; --card: #ffffff; --line: #d5d9e0; --field: #8a93a3; --text: #1b2430; --soft: #5a6575;
          --accent: #0f6674; --accent-strong: #0b4f5a; --on-accent: #ffffff; --bad: #a3231c; --bad-ground: #fdefee; --bad-line: #edc3c0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #11161d; --card: #1a212b; --line: #2d3744; --field: #66738a; --text: #e7ebf1; --soft: #a3aebd;
            --accent: #5cc2d0; --accent-strong: #7dd3de; --on-accent: #07262b; --bad: #ffb4ac; --bad-ground: #3a1d1c; --bad-line: #6b3431;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        body {
          margin: 0; min-height: 100vh; min-height: 100dvh; padding: 1.5rem 1rem; display: grid; grid-template-rows: 1fr auto; place-items: center; gap: 1.5rem;
          background: var(--ground); color: var(--text);
          font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif;
        }
        main { width: 100%; max-width: 24rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        .brand { display: flex; align-items: center; gap: .6rem; margin: 0 0 1.75rem; font-weight: 600; }
        .brand svg { width: 1.6rem; height: 1.6rem; color: var(--accent); flex: none; }
        h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
        p { margin: .4rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
        form { margin-top: 1.5rem; display: grid; gap: 1rem; }
        label { display: grid; gap: .35rem; font-size: .9rem; font-weight: 500; }
        input {
          width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; font-weight: 400; color: inherit;
          background: var(--card); border: 1px solid var(--field); border-radius: .5rem;
        }
        input[aria-invalid="true"] { border-color: var(--bad); }
        button {
          min-height: 2.75rem; margin-top: .25rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--on-accent); background: var(--accent); border: 0; border-radius: .5rem;
        }
        button:hover { background: var(--accent-strong); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .error { margin: 0; padding: .65rem .8rem; font-size: .9rem; color: var(--bad); background: var(--bad-ground); border: 1px solid var(--bad-line); border-radius: .5rem; }
        code { display: block; margin-top: 1rem; padding: .65rem .8rem; font: .85rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--ground); border-radius: .5rem; overflow-wrap: anywhere; }
        footer { font-size: .8rem; color: var(--soft); }
        """;
}
