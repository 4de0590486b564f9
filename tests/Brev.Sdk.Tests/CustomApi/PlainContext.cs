using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>A context that says nothing about names.</summary>
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Machine))]
internal sealed partial class PlainContext : JsonSerializerContext;
