namespace Brev.Sdk.Testing.InstanceTypes;

/// <summary>An instance type, and the body that it is listed with.</summary>
internal sealed record InstanceTypeEntry(InstanceType Type, JsonElement Body)
{
    public static InstanceTypeEntry From(InstanceType type) =>
        new(type, JsonSerializer.SerializeToElement(type, FakeJsonContext.Default.InstanceType));

    /// <summary>Keeps the body as it is, members that are <c>null</c> included.</summary>
    public static InstanceTypeEntry From(JsonElement body) => new(body.Deserialize(FakeJsonContext.Default.InstanceType)!, body);
}
