using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>Every enum is stored as bounded snake_case text, so that rows read like the API.</summary>
internal static class EnumsAsText
{
    private const int MaxLength = 32;

    public static void Apply(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (!type.IsEnum)
            {
                continue;
            }

            property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(type))!);
            property.SetMaxLength(MaxLength);
        }
    }

    public static string ToText<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static T Parse<T>(string text) where T : struct, Enum => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private sealed class Converter<T>() : ValueConverter<T, string>(value => ToText(value), text => Parse<T>(text)) where T : struct, Enum;
}
