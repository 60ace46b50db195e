using System.Text.RegularExpressions;
using Xunit;

namespace SrePlatform.Tests.Architecture;

/// <summary>The dependency rules that one assembly's <c>internal</c> cannot enforce.</summary>
[Trait("Category", "Unit")]
public sealed partial class DependencyTests
{
    /// <summary>Which feature of the Control Plane may know which other. Keep it acyclic.</summary>
    private static readonly Dictionary<string, string[]> AllowedFeatures = new(StringComparer.Ordinal)
    {
        ["Resources"] = ["IngestionSources", "Alerts", "Diagnosis"],
        ["Networks"] = [],
        ["Batch"] = ["Resources", "People"],
        ["Discovery"] = ["Resources", "Networks", "Checks"],
        ["Checks"] = ["Resources", "Networks"],
        ["People"] = ["Resources"],
        ["Inbox"] = [],
        ["Views"] = [],
        ["Search"] = ["AlertRules", "Deployments", "Incidents", "Resources"],
        ["Topology"] = ["Resources", "Alerts", "Diagnosis"],
        ["AlertRules"] = ["Alerts", "Incidents", "Diagnosis"],
        ["Deployments"] = ["Resources", "IngestionSources"],
        ["Services"] = ["Resources", "Deployments", "Diagnosis", "Topology"],
        ["Dashboards"] = ["Resources"],
        ["Alerts"] = ["IngestionSources"],
        ["Slos"] = ["AlertRules"],
        ["Silences"] = ["Alerts", "Topology", "Resources"],
        ["Incidents"] = ["Alerts", "Silences", "Topology", "Deployments", "Diagnosis"],
        ["Diagnosis"] = ["Alerts"],
        ["OnCall"] = ["Incidents"],
        ["Notifications"] = ["Incidents", "OnCall", "Resources"],
        ["Runbooks"] = [],
        ["ChangePolicy"] = ["Runbooks", "Silences", "Resources"],
        ["Approvals"] = ["Runbooks", "ChangePolicy", "Incidents", "Diagnosis"],
        ["Automation"] = ["Runbooks", "Approvals", "ChangePolicy", "Incidents", "Diagnosis", "Alerts"],
        ["Postmortems"] = ["Incidents", "Alerts", "Deployments", "Diagnosis", "Approvals", "Automation", "Slos"],
        ["Mcp"] = ["Incidents", "Alerts", "Resources", "Deployments", "Topology", "Diagnosis", "Runbooks", "Approvals"],
        ["Audit"] = [],
        ["IngestionSources"] = [],
        ["Account"] = [],
        ["Errors"] = [],
        ["PlatformHealth"] = [],
        ["Assistant"] = ["Diagnosis", "Resources", "Topology"],
        ["Home"] = ["Alerts", "Incidents", "People", "Resources", "Deployments", "Diagnosis", "Topology", "AlertRules"],
        ["Shared"] = [],
    };

    [Fact]
    public void A_feature_uses_only_the_features_it_is_allowed_to()
    {
        var violations = from file in SourceTree.CSharp("SrePlatform.ControlPlane")
                         let owner = FeatureFolder().Match(file.Path)
                         where owner.Success
                         let feature = owner.Groups[1].Value
                         from Match use in UsedFeature().Matches(file.Text)
                         let used = use.Groups[1].Value
                         where used != feature && used != "Shared" && !(AllowedFeatures.TryGetValue(feature, out var allowed) && allowed.Contains(used))
                         select $"{file.Path} uses {used}";
        Assert.Empty(violations.Distinct());
    }

    [Fact]
    public void The_allowed_feature_graph_has_no_cycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var onPath = new Stack<string>();
        foreach (var feature in AllowedFeatures.Keys)
        {
            Visit(feature);
        }

        void Visit(string feature)
        {
            Assert.False(onPath.Contains(feature), $"cycle: {string.Join(" < ", onPath)} < {feature}");
            if (!done.Add(feature))
            {
                return;
            }

            onPath.Push(feature);
            foreach (var used in AllowedFeatures[feature])
            {
                Visit(used);
            }

            onPath.Pop();
        }
    }

    [Fact]
    public void The_two_services_never_reference_each_other()
    {
        Assert.Empty(SourceTree.CSharp("SrePlatform.ControlPlane").Where(file => UsesNamespace(file, "SrePlatform.Assistant")).Select(file => file.Path));
        Assert.Empty(SourceTree.CSharp("SrePlatform.Assistant").Where(file => UsesNamespace(file, "SrePlatform.ControlPlane")).Select(file => file.Path));
    }

    [Theory]
    [InlineData("Rca")]
    [InlineData("Anomalies")]
    [InlineData("Forecasting")]
    public void Numerics_know_nothing_but_the_base_class_library(string folder)
    {
        var files = SourceTree.CSharp("SrePlatform.Assistant").Where(file => file.Path.StartsWith($"SrePlatform.Assistant/{folder}/", StringComparison.Ordinal));
        var foreign = from file in files
                      from Match use in Using().Matches(file.Text)
                      let name = use.Groups[1].Value
                      where !name.StartsWith("System", StringComparison.Ordinal)
                            && !name.StartsWith("SrePlatform.Assistant.Rca", StringComparison.Ordinal)
                            && !name.StartsWith($"SrePlatform.Assistant.{folder}", StringComparison.Ordinal)
                            || name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("System.IO", StringComparison.Ordinal)
                      select $"{file.Path}: {name}";
        Assert.Empty(foreign);
        Assert.Empty(files.Where(file => file.Mentions("TimeProvider") || file.Mentions("Random.Shared") || file.Mentions("Stopwatch")).Select(file => file.Path));
    }

    [Fact]
    public void Nothing_in_the_assistant_below_diagnosis_knows_diagnosis() =>
        Assert.Empty(SourceTree.CSharp("SrePlatform.Assistant")
            .Where(file => BelowDiagnosis().IsMatch(file.Path) && UsesNamespace(file, "SrePlatform.Assistant.Diagnosis"))
            .Select(file => file.Path));

    [Fact]
    public void Platform_code_of_the_control_plane_knows_no_feature() =>
        Assert.Empty(SourceTree.CSharp("SrePlatform.ControlPlane")
            .Where(file => file.Path.StartsWith("SrePlatform.ControlPlane/Platform/", StringComparison.Ordinal) && UsedFeature().IsMatch(file.Text))
            .Select(file => file.Path));

    private static bool UsesNamespace(SourceFile file, string name) =>
        Using().Matches(file.Text).Any(use => use.Groups[1].Value == name || use.Groups[1].Value.StartsWith(name + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"^SrePlatform\.ControlPlane/Features/(\w+)/")]
    private static partial Regex FeatureFolder();

    [GeneratedRegex(@"SrePlatform\.ControlPlane\.Features\.(\w+)")]
    private static partial Regex UsedFeature();

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^SrePlatform\.Assistant/(Rca|Anomalies|Forecasting|Tools|DataSources|Llm)/")]
    private static partial Regex BelowDiagnosis();
}
