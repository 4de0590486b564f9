namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>The device logins that have begun, by session key (KAS) or device code (Auth0).</summary>
internal sealed class DeviceLogins(TimeProvider clock, FakeUsers users)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, DeviceLogin> _logins = new(StringComparer.Ordinal);

    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _logins.Values.Count(static login => login.State == DeviceLoginState.Pending);
            }
        }
    }

    public void Add(string code, string? deviceId, string? email, TimeSpan lifetime)
    {
        lock (_lock)
        {
            _logins[code] = new DeviceLogin(deviceId, email, clock.GetUtcNow() + lifetime);
        }
    }

    /// <summary>Looks at one login, alone: <paramref name="poll"/> runs under the lock.</summary>
    public T Poll<T>(string code, Func<DeviceLogin?, T> poll)
    {
        lock (_lock)
        {
            return poll(_logins.GetValueOrDefault(code));
        }
    }

    /// <summary>A login yields its tokens once.</summary>
    public void Complete(string code)
    {
        lock (_lock)
        {
            _logins.Remove(code);
        }
    }

    public void Decide(DeviceLoginState state, string? userId)
    {
        lock (_lock)
        {
            var pending = _logins.Values.Where(static login => login.State == DeviceLoginState.Pending).ToList();
            if (pending.Count == 0)
            {
                throw new InvalidOperationException(
                    "No device login waits for the user. Begin one first, and decide when it shows its prompt.");
            }

            foreach (var login in pending)
            {
                login.State = state;
                login.UserId = userId ?? users.FindByEmail(login.Email)?.Id ?? users.Current.Id;
            }
        }
    }
}
