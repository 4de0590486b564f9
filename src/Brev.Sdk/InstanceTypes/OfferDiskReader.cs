namespace Brev.Sdk.InstanceTypes;

/// <summary>Reads the rules for the disk of a type.</summary>
internal static class OfferDiskReader
{
    // What the brev CLI sends when nothing else is asked for.
    private const int UsualGiB = 120;

    // The snapshot that AWS machines start from; a smaller disk fails while it is deployed.
    private const double AwsImageGiB = 75;

    public static OfferDisk Read(InstanceType type, string currency)
    {
        var image = "aws".Equals(type.Provider, StringComparison.OrdinalIgnoreCase) ? AwsImageGiB : (double?)null;
        Storage[] storages = [.. type.SupportedStorage.OfType<Storage>()];
        var elastic = storages.Where(storage => IsElastic(storage, type.ElasticRootVolume)).ToArray();
        if (elastic.Length == 0 && type.ElasticRootVolume != true)
        {
            var size = storages.Select(SizeOf).FirstOrDefault(static size => size is not null);
            return new OfferDisk
            {
                IsElastic = false, MinGiB = size, MaxGiB = size, DefaultGiB = WholeGiB(size ?? UsualGiB), ImageMinGiB = image,
            };
        }

        var (min, max) = (elastic.Min(static storage => Size(storage.MinSize)), elastic.Max(static storage => Size(storage.MaxSize)));
        return new OfferDisk
        {
            IsElastic = true,
            MinGiB = min,
            MaxGiB = max,
            DefaultGiB = Usual(Math.Max(min ?? 0, image ?? 0), max),
            ImageMinGiB = image,
            PricePerGBHour = HighestPrice(elastic, currency),
        };
    }

    /// <summary>Bounds, or no size while the type as a whole is said to be free; a size that is written is a fixed one.</summary>
    private static bool IsElastic(Storage storage, bool? elasticRoot) =>
        (Size(storage.MinSize) is var min && Size(storage.MaxSize) is var max && min != max)
        || (SizeOf(storage) is null && (elasticRoot == true || storage.PricePerGbHr?.Amount is > 0));

    /// <summary>A size; with equal bounds that; <see langword="null"/> for <c>0B</c>, which stands for a size that is free.</summary>
    private static double? SizeOf(Storage storage) =>
        Size(storage.Size) ?? Positive(ByteSize.ToGiB(storage.SizeBytes?.Value, storage.SizeBytes?.Unit)) ?? Size(storage.MaxSize);

    private static double? Size(string? text) => Positive(ByteSize.ToGiB(text));

    private static double? Positive(double? size) => size is > 0 ? size : null;

    private static int Usual(double least, double? most)
    {
        var atLeast = Math.Max(UsualGiB, Math.Ceiling(least));
        return WholeGiB(most is { } limit && atLeast > limit ? limit : atLeast);
    }

    private static int WholeGiB(double size) => (int)Math.Min(size, int.MaxValue);

    /// <summary>A price in another currency than the machine's is no price here: adding it would give a wrong sum.</summary>
    private static decimal? HighestPrice(IEnumerable<Storage> entries, string currency) => entries
        .Where(storage => storage.PricePerGbHr is { Amount: >= 0 } price
            && (string.IsNullOrWhiteSpace(price.Currency) || price.Currency.Trim().Equals(currency, StringComparison.OrdinalIgnoreCase)))
        .Max(static storage => storage.PricePerGbHr!.Amount);
}
