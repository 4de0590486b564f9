using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>What a reference means.</summary>
/// <param name="Status">Whether it means something.</param>
/// <param name="Pointer">Where that stands; empty when it means nothing.</param>
/// <param name="Element">What stands there.</param>
internal sealed record ReferenceTarget(ReferenceStatus Status, string Pointer = "", JsonElement Element = default);
