using System.Globalization;

namespace SrePlatform.ControlPlane.Platform.Errors;

/// <summary>What is wrong with one field: a code that pages translate, and its arguments in the order of the placeholders.</summary>
internal sealed record InvalidField(string Field, string Code, params string[] Arguments);

/// <summary>Invalid fields with codes for pages and English texts for the API.</summary>
internal record InvalidFields(IReadOnlyList<InvalidField> Fields, Func<string, string> English)
    : ValidationFailure(Fields.GroupBy(error => error.Field).ToDictionary(
        group => group.Key,
        group => group.Select(error => string.Format(CultureInfo.InvariantCulture, English(error.Code), [.. error.Arguments])).ToArray()));
