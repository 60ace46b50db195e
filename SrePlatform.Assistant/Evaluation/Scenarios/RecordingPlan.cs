namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>One situation to bring about in the demo shop.</summary>
/// <param name="Name">Names it.</param>
/// <param name="Kind">Kind of scenario.</param>
/// <param name="Faults">Switches to move.</param>
/// <param name="Truth">Services with a fault that reaches customers; empty for none.</param>
/// <param name="Edits">What is changed in the answers, see <see cref="EditedAnswers"/>.</param>
/// <param name="AsksAboutServices">Services to ask about, where no alert is what is asked about.</param>
internal sealed record RecordingPlan(
    string Name,
    string Kind,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Truth,
    IReadOnlyList<string>? Edits = null,
    IReadOnlyList<string>? AsksAboutServices = null)
{
    private const string Latency = "latency-inventory";
    private const string Deployment = "bad-deployment-payment";
    private const string Down = "dependency-down-orders";
    private const string Cpu = "cpu-burn-catalog";
    private const string Memory = "memory-leak-search";
    private const string Noise = "noise-newsletter";

    /// <summary>What a healthy shop is asked about, in turn.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> HealthyQuestions =
    [
        ["storefront"],
        ["storefront", "checkout", "catalog", "search", "payment", "orders", "inventory", "newsletter"],
        ["payment"],
        ["checkout", "orders"],
    ];

    /// <summary>One round; between two of them the healthy shop is recorded.</summary>
    public static readonly IReadOnlyList<RecordingPlan> Round =
    [
        new("inventory-slow", "single", [Latency], ["inventory"]),
        new("payment-fails", "single", [Deployment], ["payment"]),
        new("catalog-burns-noise", "noise", [Cpu, Noise], ["catalog"]),
        new("orders-down", "single", [Down], ["orders"]),
        new("inventory-slow-late", "late_onset", [Latency], ["inventory"], ["late:20"]),
        new("catalog-burns", "single", [Cpu], ["catalog"]),
        new("payment-fails-blamed", "lying_labels", [Deployment], ["payment"], ["blame:search", "deployed:search"]),
        new("search-leaks", "single", [Memory], ["search"]),
        new("orders-down-unmeasured", "missing_metrics", [Down], ["orders"], ["withhold:orders"]),
        new("inventory-slow-search-leaks", "double", [Latency, Memory], ["inventory", "search"]),
        new("newsletter-noise", "noise", [Noise], [], AsksAboutServices: ["storefront", "checkout"]),
        new("payment-fails-orders-down", "double", [Deployment, Down], ["payment", "orders"]),
        new("inventory-slow-blamed", "lying_labels", [Latency], ["inventory"], ["blame:newsletter", "deployed:orders"]),
        new("orders-down-late", "late_onset", [Down], ["orders"], ["late:20"]),
        new("payment-fails-noise", "noise", [Deployment, Noise], ["payment"]),
        new("inventory-slow-unmeasured", "missing_metrics", [Latency], ["inventory"], ["withhold:inventory"]),
    ];
}
