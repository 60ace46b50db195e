using System.Diagnostics.CodeAnalysis;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Either a value or the reason why there is none. Being empty is a value; being unavailable is not.</summary>
internal readonly record struct MetricsAnswer<T>
    where T : class
{
    private MetricsAnswer(T? value, MetricsFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public MetricsFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsAvailable => Value is not null;

    public static implicit operator MetricsAnswer<T>(T value) => new(value, null);

    public static implicit operator MetricsAnswer<T>(MetricsFailure failure) => new(null, failure);

    public MetricsAnswer<TOther> Select<TOther>(Func<T, TOther> map)
        where TOther : class =>
        IsAvailable ? map(Value) : Failure;
}
