using System.Runtime.InteropServices;
using SrePlatform.AppHost.LocalEngine.IdentityProvider;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>The app host's own program in the part of the identity provider.</summary>
internal static class IdentityProviderProcess
{
    public static int Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        return IdentityProviderHost.RunAsync(args, stop.Token).GetAwaiter().GetResult();
    }
}
