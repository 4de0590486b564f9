using System.Reflection;
using System.Text.Json.Nodes;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Serialization;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>Calls an operation of <see cref="BrevClient"/> with arguments that use everything the document offers.</summary>
public sealed class OperationCall
{
    private readonly MethodInfo _method;
    private readonly DescribedOperation _operation;

    public OperationCall(string operationId)
    {
        _operation = OpenApiDocumentFile.Operations[operationId];
        _method = typeof(BrevClient).GetMethods().Single(method => method.Name == operationId + "Async");
    }

    /// <summary>What the request's body must be on the wire; <see langword="null"/> when the operation has none.</summary>
    public JsonNode? ExpectedBody => _operation.RequestSchema is { } schema ? SchemaSample.Create(schema) : null;

    /// <summary>Sends the call and gives its result; <see langword="null"/> for an operation without one.</summary>
    public async Task<object?> SendAsync(BrevClient client, CancellationToken cancellationToken = default)
    {
        object?[] arguments = [.. _method.GetParameters().Select(parameter => Argument(parameter, cancellationToken))];
        var task = (Task)_method.Invoke(client, arguments)!;
        await task;
        return task.GetType() is { IsGenericType: true } type && type.GetGenericArguments()[0].IsVisible
            ? type.GetProperty("Result")!.GetValue(task)
            : null;
    }

    /// <summary>The value of a described parameter as it must stand in a path or a query, before escaping.</summary>
    public static string Text(JsonObject parameter) => SampleValue(parameter) switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var value => value.ToString()!,
    };

    private object? Argument(ParameterInfo parameter, CancellationToken cancellationToken)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return cancellationToken;
        }

        if (parameter.Name == "request")
        {
            var type = parameter.ParameterType;
            return System.Text.Json.JsonSerializer.Deserialize(ExpectedBody!.ToJsonString(), type, BrevJson.Options);
        }

        var described = _operation.Parameters.Single(candidate => Matches(candidate, parameter.Name!));
        return Convert(SampleValue(described), parameter.ParameterType);
    }

    private static bool Matches(JsonObject described, string name) =>
        string.Equals(described["name"]!.GetValue<string>().Replace("_", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase);

    private static object SampleValue(JsonObject parameter)
    {
        var value = SchemaSample.Create(parameter["schema"]!.AsObject())!.AsValue();
        return value.TryGetValue<bool>(out var flag) ? flag
            : value.TryGetValue<long>(out var number) ? number
            : parameter["in"]!.GetValue<string>() == "header" ? "header value"
            : $"{parameter["name"]!.GetValue<string>()} ü/?#&=+%";
    }

    private static object Convert(object value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target.IsInstanceOfType(value) ? value : target == typeof(int)
            ? System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
            : Activator.CreateInstance(target, value)!;
    }
}
