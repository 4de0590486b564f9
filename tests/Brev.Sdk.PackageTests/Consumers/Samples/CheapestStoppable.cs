using Brev.Sdk;

static class CheapestStoppable
{
    public static async Task RunAsync(BrevClient brev)
    {
        // begin
        var offers = await brev.SearchInstanceTypesAsync(new InstanceTypeQuery { MinGpuMemoryGiB = 40, MustStop = true });
        if (offers.Count == 0)
        {
            Console.WriteLine("nothing of the kind at the moment");
            return;
        }

        var cheapest = offers[0];
        Console.WriteLine(FormattableString.Invariant(
            $"{cheapest.Gpu?.Model} on {cheapest.Type} at {cheapest.Provider}: {cheapest.PricePerHour:0.00} an hour"));
        // end
    }
}
