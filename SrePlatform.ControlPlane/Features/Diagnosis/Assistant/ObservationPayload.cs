using System.IO.Compression;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>Unpacks what an observation recorded, up to a size that a page can use.</summary>
internal static class ObservationPayload
{
    public const int LargestPacked = 4 * 1024 * 1024;
    private const int LargestUnpacked = 16 * 1024 * 1024;

    /// <summary>The bytes; null if they are damaged or would be too many.</summary>
    public static byte[]? Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var buffer = new byte[81920];
            int read;
            while ((read = gzip.Read(buffer)) > 0)
            {
                if (unpacked.Length + read > LargestUnpacked)
                {
                    return null;
                }

                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return unpacked.ToArray();
    }
}
