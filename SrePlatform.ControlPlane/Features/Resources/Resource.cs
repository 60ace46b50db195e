namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Something that is watched: a server, a device, a database, a service.</summary>
internal sealed class Resource
{
    public const string DefaultMetricsPath = "/metrics";
    public const string DefaultEnvironment = "production";

    private Resource()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public ResourceKind Kind { get; private set; }

    public string Service { get; private set; } = "";

    public string Environment { get; private set; } = "";

    /// <summary>The one team that owns it.</summary>
    public string Team { get; private set; } = "";

    public Criticality Criticality { get; private set; }

    /// <summary><c>host:port</c> where its metrics are read; null if it is not scraped.</summary>
    public string? Address { get; private set; }

    public string MetricsPath { get; private set; } = DefaultMetricsPath;

    /// <summary>The module of the SNMP exporter that reads it; null if it speaks for itself.</summary>
    public string? SnmpModule { get; private set; }

    /// <summary>What the SNMP exporter's configuration calls the credentials for it; the credentials themselves are never here.</summary>
    public string? SnmpAuth { get; private set; }

    /// <summary>Extra labels stamped on every series of this resource.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    public ResourceOrigin Origin { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Since when it is no more, by a person's word or because the configuration no longer declares it: kept for its history, but neither scraped nor alerted on.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>; what an editor must have seen to change the row.</summary>
    public uint Version { get; private set; }

    public bool IsScraped => Address is not null && RetiredAt is null;

    /// <param name="draft">A draft that <see cref="ResourceValidation"/> found no fault with.</param>
    public static Resource Create(ResourceDraft draft, ResourceOrigin origin, DateTimeOffset now)
    {
        var resource = new Resource { Id = Guid.CreateVersion7(now), Origin = origin, CreatedAt = now };
        resource.Apply(draft, now);
        return resource;
    }

    /// <summary>Replaces what people say about it.</summary>
    /// <param name="draft">A draft that <see cref="ResourceValidation"/> found no fault with.</param>
    /// <returns>The names of the fields that changed, as they are on the wire.</returns>
    public IReadOnlyList<string> Edit(ResourceDraft draft, DateTimeOffset now)
    {
        var before = Snapshot();
        Apply(draft, UpdatedAt);
        var after = Snapshot();
        var changed = before.Where(field => after[field.Key] != field.Value).Select(field => field.Key).ToList();
        if (changed.Count > 0)
        {
            UpdatedAt = now;
        }

        return changed;
    }

    /// <summary>The configuration declares it (again).</summary>
    public bool Declare(ResourceDraft draft, DateTimeOffset now)
    {
        var changed = Edit(draft, now).Count > 0 || RetiredAt is not null || Origin is not ResourceOrigin.Declared;
        (Origin, RetiredAt) = (ResourceOrigin.Declared, null);
        UpdatedAt = changed ? now : UpdatedAt;
        return changed;
    }

    /// <summary>It is no more. False if it was so already.</summary>
    public bool Retire(DateTimeOffset now)
    {
        if (RetiredAt is not null)
        {
            return false;
        }

        (RetiredAt, UpdatedAt) = (now, now);
        return true;
    }

    /// <summary>It is back. False if it was never away.</summary>
    public bool Restore(DateTimeOffset now)
    {
        if (RetiredAt is null)
        {
            return false;
        }

        (RetiredAt, UpdatedAt) = (null, now);
        return true;
    }

    /// <summary>What people say about it, to be changed and given back to <see cref="Edit"/>.</summary>
    public ResourceDraft Draft() => new()
    {
        Name = Name,
        Kind = Kind,
        Service = Service,
        Environment = Environment,
        Team = Team,
        Criticality = Criticality,
        Address = Address,
        MetricsPath = MetricsPath,
        SnmpModule = SnmpModule,
        SnmpAuth = SnmpAuth,
        Labels = Labels,
    };

    private void Apply(ResourceDraft draft, DateTimeOffset now)
    {
        Name = draft.Name!.Trim();
        Kind = draft.Kind!.Value;
        Service = Blank(draft.Service) ?? Name;
        Environment = Blank(draft.Environment) ?? DefaultEnvironment;
        Team = draft.Team!.Trim();
        Criticality = draft.Criticality ?? Resources.Criticality.Medium;
        Address = Blank(draft.Address);
        MetricsPath = Blank(draft.MetricsPath) ?? DefaultMetricsPath;
        SnmpModule = Blank(draft.SnmpModule);
        SnmpAuth = SnmpModule is null ? null : Blank(draft.SnmpAuth);
        Labels = new SortedDictionary<string, string>((draft.Labels ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal);
        UpdatedAt = now;
    }

    private Dictionary<string, string> Snapshot() => new(StringComparer.Ordinal)
    {
        ["name"] = Name,
        ["kind"] = Kind.ToString(),
        ["service"] = Service,
        ["environment"] = Environment,
        ["team"] = Team,
        ["criticality"] = Criticality.ToString(),
        ["address"] = Address ?? "",
        ["metrics_path"] = MetricsPath,
        ["snmp_module"] = SnmpModule ?? "",
        ["snmp_auth"] = SnmpAuth ?? "",
        ["labels"] = string.Join('\n', Labels.Select(label => $"{label.Key}={label.Value}")),
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
