namespace SrePlatform.Assistant.Rca;

/// <summary>Something that people or pipelines changed.</summary>
/// <param name="Service">What was changed.</param>
/// <param name="Kind"><c>deployment</c> or <c>config</c>.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Reference">Identifier of the record, for citation.</param>
/// <param name="Version">What it was changed to; empty where unknown.</param>
/// <param name="Restores">Whether it brought back what had run before, as a rollback does: a remedy rather than a cause.</param>
public sealed record ChangeEvent(string Service, string Kind, double At, string Reference, string Version, bool Restores = false);
