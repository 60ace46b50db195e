namespace SrePlatform.AppHost.VmAlert;

internal sealed partial class VmAlertResource(string name, ParameterResource password) : ExecutableResource(name, "vmalert", ".")
{
    public ParameterResource PasswordParameter { get; } = password;
}
