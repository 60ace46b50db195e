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

    /// <summary>What is wrong with a field: the text of the prefix and the error's code, with the error's arguments as <c>{0}</c>, <c>{1}</c> …</summary>
    public static string Say(this Texts texts, string prefix, InvalidField error) =>
        texts[prefix + error.Code, [.. error.Arguments.Select((argument, index) => ($"{index}", (object?)argument))]];

    /// <summary>The same of all fields of a form, by field.</summary>
    public static Dictionary<string, string> SayByField(this Texts texts, string prefix, IEnumerable<InvalidField> errors) =>
        errors.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => string.Join(" ", group.Select(error => texts.Say(prefix, error))));
}
