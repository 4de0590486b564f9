using System.Runtime.InteropServices;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// Gives back what is rented when the process is told to end or exits: at once, for a bounded time, all leases side by side. It never keeps
/// the process from ending; what is not done by then is done by the next start.
/// </summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly object Lock = new();
    private static readonly HashSet<LeaseHold> Leases = [];
    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static bool _isListening;

    public static void Add(LeaseHold lease)
    {
        lock (Lock)
        {
            Leases.Add(lease);
            Listen();
        }
    }

    public static void Remove(LeaseHold lease)
    {
        lock (Lock)
        {
            Leases.Remove(lease);
        }
    }

    /// <summary>Once for the life of the process: a handler that comes and goes would be missing just when the signal does.</summary>
    private static void Listen()
    {
        if (_isListening)
        {
            return;
        }

        _isListening = true;
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => EndAll();
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
        {
            return;
        }

        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            Register(signal);
        }
    }

    private static void Register(PosixSignal signal)
    {
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
        {
            return;
        }

        try
        {
            Registrations.Add(PosixSignalRegistration.Create(signal, static _ => EndAll()));
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            // The host does not allow it; the exit of the process and the record remain.
        }
    }

    private static void EndAll()
    {
        LeaseHold[] leases;
        lock (Lock)
        {
            leases = [.. Leases];
        }

        if (leases.Length > 0)
        {
            using var limit = new CancellationTokenSource(Patience);
            Task.Run(() => Task.WhenAll(leases.Select(lease => lease.EndWithProcessAsync(limit.Token))))
                .Wait(Patience + TimeSpan.FromSeconds(1));
        }
    }
}
