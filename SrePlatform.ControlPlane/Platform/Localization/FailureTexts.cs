using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>Says expected failures in the person's language.</summary>
internal static class FailureTexts
{
    /// <summary>The text <c>failure.&lt;code&gt;</c>, else the failure's own English; for a form, what is wrong with its fields.</summary>
    public static string Say(this Texts texts, Failure failure) =>
        texts.Find("failure." + failure.Code) is { } text && failure is not ValidationFailure
            ? text
            : failure is ValidationFailure { Errors.Count: > 0 } validation
                ? string.Join(" ", validation.Errors.Values.SelectMany(messages => messages))
                : failure.Detail;
}
