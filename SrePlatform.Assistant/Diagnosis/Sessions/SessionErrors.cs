namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>An expected refusal of a session's state machine.</summary>
internal abstract record SessionError(string Code, string Message);

/// <summary>The session is in a state from which the step is not allowed.</summary>
internal sealed record IllegalTransition(SessionState From, SessionState To)
    : SessionError("illegal_transition", $"A session that is {Platform.EnumText.Of(From)} cannot become {Platform.EnumText.Of(To)}.");

/// <summary>Somebody else holds the session, or took it over.</summary>
internal sealed record LeaseHeld(string Owner)
    : SessionError("lease_held", $"The session is being worked on by {Owner}.");

/// <summary>The session has come to no result that could be graded or replayed.</summary>
internal sealed record NothingToGrade(SessionState State)
    : SessionError("no_result", $"The session is {Platform.EnumText.Of(State)}: only a completed one has a result.");
