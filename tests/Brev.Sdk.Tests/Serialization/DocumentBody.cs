using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>Reads and writes bodies as the client does, for types that only their name tells.</summary>
internal sealed class DocumentBody
{
    private readonly MethodInfo _read;
    private readonly MethodInfo _write;

    private DocumentBody(Type type)
    {
        _read = Method(nameof(Read), type);
        _write = Method(nameof(Write), type);
    }

    /// <summary>None for a type that is no body of its own.</summary>
    public static DocumentBody? Of(Type type) => Method(nameof(IsKnown), type).Invoke(null, null) is true ? new(type) : null;

    public object? Read(byte[] json)
    {
        try
        {
            return _read.Invoke(null, [json]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is JsonException inner)
        {
            throw new JsonException(inner.Message, inner.Path, null, null, inner);
        }
    }

    public string Write(object? value) => (string)_write.Invoke(null, [value])!;

    private static MethodInfo Method(string name, Type type) => typeof(DocumentBody)
        .GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Single(method => method.Name == name).MakeGenericMethod(type);

    private static bool IsKnown<T>() => BodyFormats.Find<T>() is not null;

    private static T? Read<T>(byte[] json) => BodyFormats.Find<T>()!.Read(json, default);

    private static string Write<T>(T? value)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            BodyFormats.Find<T>()!.Write(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
