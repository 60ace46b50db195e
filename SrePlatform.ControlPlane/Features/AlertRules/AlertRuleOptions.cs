namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Where rules are delivered (section <c>AlertRules</c>).</summary>
internal sealed class AlertRuleOptions
{
    public const string Section = "AlertRules";

    /// <summary>The folder whose <c>current/*.yml</c> vmalert reads; without it rules are stored and not delivered.</summary>
    public string? Directory { get; set; }
}

/// <summary>Where vmalert answers (section <c>VmAlert</c>).</summary>
internal sealed class VmAlertOptions
{
    public const string Section = "VmAlert";

    public Uri? Url { get; set; }

    public string? Username { get; set; }

    public string? Password { get; set; }
}
