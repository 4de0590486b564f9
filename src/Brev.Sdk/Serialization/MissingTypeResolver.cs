using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Brev.Sdk.Serialization;

/// <summary>The last resolver of a chain: says which type no other one knows, and where to add it.</summary>
internal sealed class MissingTypeResolver(Type? context) : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => throw new BrevConfigurationException(
        context is null
            ? $"{Name(type)} cannot be written or read, because this application has switched reflection in System.Text.Json off. Give "
                + $"CreateApi a JsonSerializerContext that has the line [JsonSerializable(typeof({Name(type)}))]."
            : $"{Name(type)} cannot be written or read, because {Name(context)} does not know it. Add the line "
                + $"[JsonSerializable(typeof({Name(type)}))] to {context.Name}.");

    /// <summary>As C# writes it.</summary>
    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        var name = (type.FullName ?? type.Name).Split('[')[0].Replace('+', '.');
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
