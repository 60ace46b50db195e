using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Shares near one need all their digits: 99.95 % is not 100 %.</summary>
internal static class SloText
{
    public static string Percent(double share) => (Math.Floor(Math.Round(share * 100_000, 6)) / 1_000).ToString("0.###", CultureInfo.CurrentCulture) + "\u00a0%";
}
