using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Persistence;

internal static class PropertyBuilderExtensions
{
    /// <summary>Stores an enum as bounded snake_case text.</summary>
    public static PropertyBuilder<T> HasEnumText<T>(this PropertyBuilder<T> property, int maxLength) where T : struct, Enum =>
        property.HasConversion(value => EnumText.Of(value), text => EnumText.Parse<T>(text)).HasMaxLength(maxLength);
}
