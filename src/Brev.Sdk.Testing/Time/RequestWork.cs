namespace Brev.Sdk.Testing.Time;

/// <summary>A request that the fake has received and not yet answered. <see cref="ClockWork"/>, to which it belongs, guards it.</summary>
internal sealed class RequestWork(ClockWork work, FakeRequest request) : IDisposable
{
    /// <summary>Whether it waits for time to pass, and so does not keep the clock from moving.</summary>
    public bool IsParked { get; set; }

    /// <summary>Lets the clock move, because the request waits for it.</summary>
    public void Park() => work.Park(this, parked: true);

    /// <summary>Keeps the clock still again, because the request is worked on.</summary>
    public void Resume() => work.Park(this, parked: false);

    public void Dispose() => work.End(this);

    public override string ToString() => request.ToString();
}
