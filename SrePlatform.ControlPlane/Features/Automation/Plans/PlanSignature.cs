using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SrePlatform.ControlPlane.Platform.Api;

namespace SrePlatform.ControlPlane.Features.Automation.Plans;

/// <summary>A plan as it is stored: its text and the signature of exactly that text.</summary>
internal sealed record SignedPlan(string Text, string Signature);

/// <summary>Signs plans; only the Control Plane has one.</summary>
internal sealed class PlanSigner(ECDsa key) : IDisposable
{
    /// <summary>Keeps signatures of plans apart from any other use of the key.</summary>
    internal const string Purpose = "sre-platform/plan/1\n";

    public SignedPlan Sign(Plan plan)
    {
        var text = JsonSerializer.Serialize(plan, ApiJson.Options);
        return new SignedPlan(text, Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Purpose + text), HashAlgorithmName.SHA256)));
    }

    public void Dispose() => key.Dispose();
}

/// <summary>Reads plans that are genuine.</summary>
internal static class PlanSignature
{
    /// <summary>The plan, or null if the signature is not the Control Plane's or the text is no plan.</summary>
    public static Plan? Open(ECDsa key, string text, string signature)
    {
        Span<byte> bytes = stackalloc byte[128];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)
            || !key.VerifyData(Encoding.UTF8.GetBytes(PlanSigner.Purpose + text), bytes[..length], HashAlgorithmName.SHA256))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Plan>(text, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
