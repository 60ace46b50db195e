using System.Diagnostics.CodeAnalysis;

namespace SrePlatform.ControlPlane.Platform.Errors;

/// <summary>A value or the expected failure in its place.</summary>
internal readonly struct Outcome<T>
{
    private Outcome(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public Failure? Failure { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);

    /// <summary>True, with the value, unless it failed.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        value = Value;
        failure = Failure;
        return failure is null;
    }
}

/// <summary>What a use case that only does something returns.</summary>
internal readonly record struct Done
{
    public static readonly Done Value;
}
