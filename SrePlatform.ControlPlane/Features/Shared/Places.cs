using Microsoft.AspNetCore.Mvc.Rendering;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>A place of the rail.</summary>
/// <param name="Name">Of its text, icon and key.</param>
/// <param name="Address">Its page.</param>
/// <param name="Key">After <c>g</c> on the keyboard.</param>
/// <param name="Phone">Whether it has a place in a phone's bottom bar; the others are under More.</param>
internal sealed record Place(string Name, string Address, char Key, bool Phone = false)
{
    /// <summary>What goes wrong, and what is done about it.</summary>
    public static readonly Place[] Work =
    [
        new("home", "/", 'h', Phone: true),
        new("incidents", "/incidents", 'i', Phone: true),
        new("alerts", "/alerts", 'a', Phone: true),
        new("approvals", "/approvals", 'p', Phone: true),
        new("assistant", "/assistant", 's'),
        new("postmortems", "/postmortems", 'w'),
    ];

    /// <summary>What there is, and how it does.</summary>
    public static readonly Place[] Estate =
    [
        new("services", "/services", 'v'),
        new("resources", "/resources", 'r'),
        new("topology", "/topology", 't'),
        new("deployments", "/deployments", 'd'),
        new("dashboards", "/dashboards", 'b'),
        new("slos", "/slos", 'e'),
    ];

    /// <summary>How it is set up, and what was done.</summary>
    public static readonly Place[] Setup =
    [
        new("rules", "/rules", 'u'),
        new("silences", "/silences", 'm'),
        new("on-call", "/on-call", 'o'),
        new("notifications", "/notifications", 'n'),
        new("automation", "/automation", 'x'),
        new("audit", "/audit", 'l'),
        new("settings", "/settings", ','),
    ];

    public static readonly Place[][] Groups = [Work, Estate, Setup];

    public static readonly Place[] All = [.. Work, .. Estate, .. Setup];

    /// <summary>Whether a page is in this place: by its <c>ViewData["Place"]</c>, else by its address.</summary>
    public bool Holds(ViewContext context) => context.ViewData["Place"] is string place
        ? place == Name
        : Address == "/" ? context.HttpContext.Request.Path == "/" : context.HttpContext.Request.Path.StartsWithSegments(Address);
}

/// <summary>A step of the breadcrumbs, given by pages below the second level as <c>ViewData["Crumbs"]</c>.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Address">Its page.</param>
internal sealed record Crumb(string Text, string Address);
