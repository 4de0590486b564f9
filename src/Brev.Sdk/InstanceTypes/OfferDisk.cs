namespace Brev.Sdk;

/// <summary>The rules for the disk of an offer, in GiB.</summary>
public sealed record OfferDisk
{
    /// <summary>
    /// Whether its size is free to choose within the bounds. A disk that is not elastic has one size, which the price per hour includes.
    /// </summary>
    public bool IsElastic { get; init; } = true;

    /// <summary>The smallest size; for a fixed disk its size; <see langword="null"/> when the list does not say.</summary>
    public double? MinGiB { get; init; }

    /// <summary>The largest size; for a fixed disk its size; <see langword="null"/> when the list does not say.</summary>
    public double? MaxGiB { get; init; }

    /// <summary>
    /// The size to take when nothing speaks for another one: the CLI's 120 GiB, moved into the bounds; for a fixed disk its size.
    /// </summary>
    public int DefaultGiB { get; init; } = 120;

    /// <summary>
    /// The least that the boot image needs, in GiB, whatever <see cref="MinGiB"/> says. A smaller disk is accepted by the API and fails
    /// while the machine is deployed (seen on AWS: 75 GB). <see langword="null"/> when nothing is known about the provider.
    /// </summary>
    public double? ImageMinGiB { get; init; }

    /// <summary>
    /// The price of one GB for an hour, in the currency of the offer; <see langword="null"/> when storage is included or its price is
    /// unknown. When the list names several prices, this is the highest.
    /// </summary>
    public decimal? PricePerGBHour { get; init; }
}
