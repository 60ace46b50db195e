using System.Globalization;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Numbers with their units, as people read them.</summary>
internal static class Readable
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    public static string Rate(double perSecond) => string.Create(_culture, $"{perSecond:0.0}");

    public static string Share(double share) => string.Create(_culture, $"{share * 100:0.0} %");

    public static string Duration(double? seconds) => seconds switch
    {
        null => "–",
        < 1 => string.Create(_culture, $"{seconds * 1000:0} ms"),
        _ => string.Create(_culture, $"{seconds:0.00} s"),
    };

    public static string Mebibytes(long bytes) => string.Create(_culture, $"{bytes / 1048576.0:0} MiB");
}
