namespace SrePlatform.ControlPlane.Platform.Errors;

/// <summary>An expected failure. Features derive their own records from the kinds below; one mapper turns them into responses.</summary>
/// <param name="Code">Stable machine name, for example <c>incident.not_found</c>.</param>
/// <param name="Detail">What failed and what to do, for people.</param>
internal abstract record Failure(string Code, string Detail);

/// <summary>The thing asked for is not there, or the asker may not know of it: 404.</summary>
internal record NotFoundFailure(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The request does not fit the state that it met: 409.</summary>
internal record ConflictFailure(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The input is wrong: 400, naming the fields in snake_case.</summary>
internal record ValidationFailure(IReadOnlyDictionary<string, string[]> Errors)
    : Failure("validation", "The request has invalid fields.")
{
    public ValidationFailure(string field, string message) : this(new Dictionary<string, string[]> { [field] = [message] })
    {
    }
}

/// <summary>The asker may know of it, but not do this: 403.</summary>
internal record ForbiddenFailure(string Code, string Detail) : Failure(Code, Detail);

/// <summary>Something this needs does not answer: 503.</summary>
internal record UnavailableFailure(string Code, string Detail) : Failure(Code, Detail);
