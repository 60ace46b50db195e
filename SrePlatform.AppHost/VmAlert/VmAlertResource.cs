namespace SrePlatform.AppHost.VmAlert;

/// <summary>Evaluates the alert rules against VictoriaMetrics and reports to the Control Plane.</summary>
internal sealed partial class VmAlertResource
{
    public const string UserName = "sre";
    public const int Port = 8880;
}
