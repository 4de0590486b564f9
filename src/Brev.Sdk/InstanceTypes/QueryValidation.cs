using System.Globalization;

namespace Brev.Sdk.InstanceTypes;

/// <summary>Refuses a query that nothing can meet by mistake, before the slow list is asked for.</summary>
internal static class QueryValidation
{
    public static void Validate(InstanceTypeQuery query)
    {
        Number(query, query.MinGpuCount, nameof(query.MinGpuCount));
        Number(query, query.MaxGpuCount, nameof(query.MaxGpuCount));
        Number(query, query.MinGpuMemoryGiB, nameof(query.MinGpuMemoryGiB));
        Number(query, query.MinTotalGpuMemoryGiB, nameof(query.MinTotalGpuMemoryGiB));
        Number(query, query.MinComputeCapability, nameof(query.MinComputeCapability));
        Number(query, query.MinVcpus, nameof(query.MinVcpus));
        Number(query, query.MinMemoryGiB, nameof(query.MinMemoryGiB));
        Number(query, query.MinDiskGiB, nameof(query.MinDiskGiB));
        Number(query, (double?)query.MaxPricePerHour, nameof(query.MaxPricePerHour));
        Number(query, (double?)query.MaxPricePerGpuHour, nameof(query.MaxPricePerGpuHour));
        Number(query, query.MaxDeployTime?.TotalSeconds, nameof(query.MaxDeployTime));
        if (query.MaxGpuCount < query.MinGpuCount)
        {
            throw Wrong(
                query,
                nameof(query.MaxGpuCount),
                Text(query.MaxGpuCount),
                $"It is less than {nameof(query.MinGpuCount)}, {Text(query.MinGpuCount)}, so nothing can be found.");
        }

        if (query.Architecture is { } architecture && CpuArchitectureName.Parse(architecture.Value) is null)
        {
            throw Wrong(
                query,
                nameof(query.Architecture),
                $"'{architecture.Value}'",
                "Set it to CpuArchitecture.X64 (x86_64, amd64) or CpuArchitecture.Arm64 (arm64, aarch64), or leave it out for any.");
        }

        if (query.Currency?.Trim() is not { Length: 3 } currency || !currency.All(char.IsAsciiLetter))
        {
            throw Wrong(
                query,
                nameof(query.Currency),
                $"'{query.Currency}'",
                "Set it to an ISO 4217 code such as USD or EUR, or leave it out for USD.");
        }

        if (!Enum.IsDefined(query.OrderBy))
        {
            throw Wrong(query, nameof(query.OrderBy), Text((int)query.OrderBy), $"Set it to a value of {nameof(InstanceTypeOrder)}.");
        }

        if (query.OrganizationId is not null && string.IsNullOrWhiteSpace(query.OrganizationId))
        {
            throw Wrong(query, nameof(query.OrganizationId), "blank",
                "Set it to the id of an organization, or leave it out for the active one.");
        }
    }

    private static void Number(InstanceTypeQuery query, double? value, string property)
    {
        if (value is { } number && !(number >= 0 && double.IsFinite(number)))
        {
            throw Wrong(query, property, Text(number), "Set it to 0 or more, or leave it out.");
        }
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static ArgumentException Wrong(InstanceTypeQuery query, string property, string value, string advice) =>
        new($"{nameof(InstanceTypeQuery)}.{property} is {value}. {advice}", nameof(query));
}
