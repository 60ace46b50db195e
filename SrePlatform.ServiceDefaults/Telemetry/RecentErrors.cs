using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>An error as it was logged last, with how often it was.</summary>
/// <param name="At">When it was logged last.</param>
/// <param name="Category">The part of the program that logged it.</param>
/// <param name="Message">What it said.</param>
/// <param name="Exception">The type and message of what was thrown, if anything was.</param>
/// <param name="TraceId">The trace that it happened in, if there was one.</param>
/// <param name="Times">How often it was logged since the start.</param>
public sealed record LoggedError(DateTimeOffset At, string Category, string Message, string? Exception, string? TraceId, long Times);

/// <summary>
/// Keeps the last errors of this process in memory, one of each kind, so that they can be looked at while the database is away.
/// An error that comes every second takes one place, and pushes no other out.
/// </summary>
public sealed class RecentErrors(TimeProvider time) : ILoggerProvider
{
    private const int Most = 50;
    private const int LongestText = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Category, EventId Event, Type? Exception), LoggedError> _errors = [];

    /// <summary>The last one first.</summary>
    public IReadOnlyList<LoggedError> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors.Values.OrderByDescending(error => error.At)];
            }
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new ErrorLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Keep(string category, EventId happened, Exception? exception, string message)
    {
        var key = (category, happened, exception?.GetType());
        var thrown = exception is null ? null : Short($"{exception.GetType().Name}: {exception.Message}");
        lock (_lock)
        {
            var times = _errors.GetValueOrDefault(key)?.Times ?? 0;
            _errors[key] = new LoggedError(time.GetUtcNow(), category, Short(message), thrown, Activity.Current?.TraceId.ToHexString(), times + 1);
            if (_errors.Count > Most)
            {
                _errors.Remove(_errors.MinBy(error => error.Value.At).Key);
            }
        }
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    private sealed class ErrorLogger(RecentErrors errors, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Keep(category, eventId, exception, formatter(state, exception));
            }
        }
    }
}
