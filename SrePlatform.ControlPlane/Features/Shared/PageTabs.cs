namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>The tabs under the head of pages that belong together.</summary>
/// <param name="Label">What they have in common.</param>
/// <param name="Texts">Begins the key of each tab's text.</param>
/// <param name="Current">Name of the tab that is shown.</param>
/// <param name="Items">Names and addresses, in order.</param>
internal sealed record PageTabs(string Label, string Texts, string Current, params (string Name, string Address)[] Items);
