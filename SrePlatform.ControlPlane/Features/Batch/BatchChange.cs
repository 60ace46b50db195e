namespace SrePlatform.ControlPlane.Features.Batch;

/// <summary>What is done to many resources at once.</summary>
internal enum BatchAction
{
    /// <summary>Gives them a label, as <c>name=value</c>.</summary>
    SetLabel,

    /// <summary>Takes a label away.</summary>
    RemoveLabel,

    /// <summary>Gives them to another team.</summary>
    SetTeam,

    /// <summary>Says how much they matter.</summary>
    SetCriticality,

    /// <summary>Puts them into a group, by its name.</summary>
    AddToGroup,

    /// <summary>Takes them out of a group.</summary>
    RemoveFromGroup,

    /// <summary>Says that they are no more.</summary>
    Retire,

    /// <summary>Says that they are back.</summary>
    Restore,
}

/// <summary>A change and the resources that it is about.</summary>
internal sealed record BatchChange(IReadOnlyList<Guid> Ids, BatchAction Action, string? Value)
{
    public const int MostItems = 500;
}

/// <summary>How it ended for one resource.</summary>
/// <param name="Failure">Why nothing was done; null if it was.</param>
internal sealed record BatchItem(Guid Id, string? Name, Platform.Errors.Failure? Failure)
{
    public bool Done => Failure is null;
}
