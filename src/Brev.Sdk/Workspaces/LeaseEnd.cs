namespace Brev.Sdk;

/// <summary>What becomes of a rented workspace at the end of its lease.</summary>
public enum LeaseEnd
{
    /// <summary>It is deleted, with everything on its disk. Nothing is billed any more.</summary>
    Delete,

    /// <summary>
    /// It is stopped; its disk is kept, and billed. Only for offers that can be stopped. A deployment that has not come up is deleted,
    /// since there is nothing to keep. A machine that has come up is never deleted: where it cannot be stopped, as after a restart that
    /// failed, the end of the lease is an error that says so.
    /// </summary>
    Stop,
}
