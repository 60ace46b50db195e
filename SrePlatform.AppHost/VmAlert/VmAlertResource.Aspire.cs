namespace SrePlatform.AppHost.VmAlert;

internal sealed partial class VmAlertResource(string name, ParameterResource password) : ContainerResource(name), IResourceWithServiceDiscovery
{
    public ParameterResource PasswordParameter { get; } = password;
}
