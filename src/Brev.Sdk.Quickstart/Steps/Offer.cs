using System.Globalization;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>An instance type that can be rented now, in the words of the table.</summary>
internal sealed record Offer(InstanceType Type, Gpu Card, decimal Price)
{
    public string Gpu => string.Create(CultureInfo.InvariantCulture, $"{Card.Count ?? 1} x {Card.Name}");

    public string PriceText => string.Create(CultureInfo.InvariantCulture, $"{Type.BasePrice?.Currency ?? "USD"} {Price:0.00##}");

    /// <summary>A missing value means no: behaviour that has been seen, not guessed.</summary>
    public bool IsStoppable => Type.Stoppable == true;

    /// <summary>The offer behind an instance type; <see langword="null"/> for one without a GPU, without a price, for another processor, or not to be had now.</summary>
    public static Offer? From(InstanceType type) =>
        type is { IsAvailable: true, BasePrice.Amount: { } price, SupportedGpus: [var card, ..] } && HasCloud(type) && RunsX64(type) ? new Offer(type, card, price) : null;

    /// <summary>Most images are built for x64; a cheap GPU beside an Arm processor would not run them.</summary>
    private static bool RunsX64(InstanceType type) => type.SupportedArchitectures.Count == 0 || type.SupportedArchitectures.Contains(CpuArchitecture.X64);

    /// <summary>The cloud to rent it from.</summary>
    public string? CloudCredentialId => Type.CloudCredId ?? (Type.CloudCreds is [var first, ..] ? first.Id : null);

    /// <summary>The older way to name a cloud, for a type without a credential.</summary>
    public string? WorkspaceGroupId => CloudCredentialId is null && Type.WorkspaceGroups is [var first, ..] ? first.Id : null;

    private static bool HasCloud(InstanceType type) => type.CloudCredId is not null || type.CloudCreds.Count > 0 || type.WorkspaceGroups.Count > 0;
}
