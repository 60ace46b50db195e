using System.Net;

namespace SrePlatform.ControlPlane.Features.Discovery;

internal enum ScanState
{
    Waiting,
    Running,
    Done,
    Cancelled,

    /// <summary>The range is no longer allowed.</summary>
    Refused,
}

/// <summary>A walk through a range of addresses that looks who is there. It goes on where it was when the process that walks it ends.</summary>
internal sealed class NetworkScan
{
    private NetworkScan()
    {
    }

    public Guid Id { get; private set; }

    public string Range { get; private set; } = "";

    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>Who owns what is adopted.</summary>
    public string Team { get; private set; } = "";

    public ScanState State { get; private set; }

    /// <summary>How many addresses there are.</summary>
    public int Total { get; private set; }

    /// <summary>How many have been looked at.</summary>
    public int Position { get; private set; }

    public Guid? LeaseId { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsOver => State is not (ScanState.Waiting or ScanState.Running);

    public double Share => Total == 0 ? 1 : (double)Position / Total;

    public static NetworkScan Create(IPNetwork range, IReadOnlyList<int> ports, string team, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Range = range.ToString(),
        Ports = ports,
        Team = team,
        State = ScanState.Waiting,
        Total = (int)ScanRange.Count(range),
        CreatedBy = by,
        CreatedAt = now,
        DueAt = now,
    };

    /// <summary>False if it is over already.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (IsOver)
        {
            return false;
        }

        (State, FinishedAt, LeaseId) = (ScanState.Cancelled, now, null);
        return true;
    }
}

/// <summary>The addresses of a range by number: those that hosts can have.</summary>
internal static class ScanRange
{
    public static long Count(IPNetwork range)
    {
        var bits = (range.BaseAddress.GetAddressBytes().Length * 8) - range.PrefixLength;
        return bits > 31 ? long.MaxValue : HasEnds(range) ? (1L << bits) - 2 : 1L << bits;
    }

    public static IPAddress At(IPNetwork range, int index)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        var rest = index + (HasEnds(range) ? 1 : 0);
        for (var place = bytes.Length - 1; rest > 0; place--)
        {
            rest += bytes[place];
            bytes[place] = (byte)(rest & 0xFF);
            rest >>= 8;
        }

        return new IPAddress(bytes);
    }

    /// <summary>The first and last address of an IPv4 network are its own name and everyone's.</summary>
    private static bool HasEnds(IPNetwork range) => range.BaseAddress.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork && range.PrefixLength < 31;
}
