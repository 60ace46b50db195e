using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>What a value means to the eye: a tone (colour) and an icon, always shown with a word.</summary>
internal readonly record struct Tone(string Name, string Icon)
{
    public static readonly Tone Critical = new("critical", "critical");
    public static readonly Tone Warning = new("warning", "warning");
    public static readonly Tone Info = new("info", "info");
    public static readonly Tone Healthy = new("healthy", "healthy");
    public static readonly Tone Muted = new("muted", "empty");
    public static readonly Tone Unknown = new("muted", "unknown");

    /// <summary>The tone of a value of a kind, both as the badge tag helper takes them.</summary>
    public static Tone Of(string kind, string value) => (kind, value) switch
    {
        ("severity" or "health", "critical") => Critical,
        ("severity" or "health", "warning") or ("health", "degraded") => Warning,
        ("severity", "info") => Info,
        ("health", "healthy" or "up") or ("sync", "fresh") => Healthy,
        ("health", "down") => Critical,
        ("health", "stale") => Warning,
        ("import", "add") => new("accent", "plus"),
        ("import", "change") => new("text", "edit"),
        ("import", "keep") => new("muted", "ruled-out"),
        ("import", "refuse") => Critical,
        ("scan", "running") => new("accent", "half"),
        ("scan", "done") or ("finding", "adopted") => Healthy,
        ("scan", "refused") => Warning,
        ("scan", _) => new("muted", "clock"),
        ("finding", "proposed") => new("accent", "plus"),
        ("finding", "known") => new("muted", "check"),
        ("finding", _) => new("muted", "ruled-out"),
        ("check", "passes") => Healthy,
        ("check", "fails") => Critical,
        ("check", "waiting") => new("muted", "clock"),
        ("check", "off") => new("muted", "ruled-out"),
        ("health", "unavailable") => new("warning", "unavailable"),
        ("health", "off") => new("muted", "ruled-out"),
        ("state", "new") => new("accent", "dot"),
        ("state", "acknowledged") => new("text", "eye"),
        ("state", "in_progress") => new("text", "half"),
        ("state", "resolved" or "closed") or ("alert", "resolved") => Healthy,
        ("alert", "firing") => new("critical", "dot"),
        ("alert", "expired") => new("muted", "clock"),
        ("verdict", "root_cause") => new("accent", "dot"),
        ("verdict", "contributing") => new("warning", "half"),
        ("verdict", "no_fault") => Healthy,
        ("verdict", "inconclusive") => new("muted", "unknown"),
        ("session", "completed") => Healthy,
        ("session", "failed") => Critical,
        ("session", "cancelled") => new("muted", "ruled-out"),
        ("session", "running" or "processing") => new("accent", "half"),
        ("session", _) => new("muted", "clock"),
        ("observation", "checked") => Healthy,
        ("observation", "unavailable") => Warning,
        ("observation", "not_asked") => new("muted", "dashed"),
        ("deployment" or "outcome", "succeeded") or ("sync", "synced") => Healthy,
        ("deployment" or "outcome" or "sync", "failed") => Critical,
        ("deployment", "rolled_back") => new("warning", "undo"),
        ("outcome", "refused") => Warning,
        ("sync", "pending") => new("muted", "clock"),
        ("delivery", "sent") => Healthy,
        ("delivery", "failed") => Critical,
        ("delivery", "waiting") => new("muted", "clock"),
        ("delivery", "cancelled") => new("muted", "ruled-out"),
        ("role", "cause") => Critical,
        ("role", "contributing") => Warning,
        ("role", "consequence") => new("text", "arrow-right"),
        ("role", "ruled_out" or "unrelated") => new("muted", "ruled-out"),
        ("tuning", "worthwhile") => Healthy,
        ("tuning", "misses_incident") => Critical,
        ("budget", "healthy") => Healthy,
        ("budget", "warning" or "unavailable") => Warning,
        ("budget", "critical") => Critical,
        ("silence", "active") => new("accent", "silences"),
        ("silence", _) => new("muted", "clock"),
        ("suppression", "inhibited") => new("muted", "link"),
        ("suppression", _) => new("muted", "silences"),
        ("risk", "low") => new("muted", "dot"),
        ("risk", "medium") => Info,
        ("risk", "high") => Warning,
        ("risk", "critical") => Critical,
        ("freeze", "active") => new("warning", "clock"),
        ("freeze", _) => new("muted", "clock"),
        ("autonomy", "shadow") => new("muted", "dashed"),
        ("autonomy", "suggest") => new("text", "note"),
        ("autonomy", "approve") => new("accent", "approvals"),
        ("autonomy", "automatic") => new("accent", "automation"),
        ("approval", "pending") => new("accent", "clock"),
        ("approval", "changes_requested") => new("warning", "edit"),
        ("approval", "approved") => Healthy,
        ("approval", "rejected") => new("critical", "ruled-out"),
        ("approval", _) => new("muted", "ruled-out"),
        ("execution", "queued" or "claimed") => new("muted", "clock"),
        ("execution", "running") => new("accent", "half"),
        ("execution", "succeeded") or ("effect", "fixed") => Healthy,
        ("execution", "failed") or ("effect", "worse") => Critical,
        ("execution", "refused" or "unknown") => Warning,
        ("effect", "watching") => new("accent", "eye"),
        ("effect", "no_change") => Warning,
        ("postmortem", "drafting") => new("muted", "loader"),
        ("postmortem", "draft") => new("text", "edit"),
        ("postmortem", "in_review") => new("accent", "eye"),
        ("postmortem", "published") or ("action", "done") => Healthy,
        ("action", "proposed") => new("muted", "dashed"),
        ("action", "open") => new("text", "half"),
        ("action", "dropped") => new("muted", "ruled-out"),
        ("priority", "P0" or "P1") => new("critical", ""),
        ("priority", _) => new("text", ""),
        _ => Unknown,
    };

    /// <summary>An enum or text as the snake_case word that badges, texts and the API share.</summary>
    public static string Word(object? value) => value switch
    {
        null => "unknown",
        Enum member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()),
        _ => value.ToString() ?? "unknown",
    };
}
