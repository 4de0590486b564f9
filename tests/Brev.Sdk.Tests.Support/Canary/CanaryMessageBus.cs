using Xunit.Abstractions;
using Xunit.Sdk;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Tells a canary which tests begin and end. xunit reports a beginning from the very flow in which the test then runs.</summary>
internal sealed class CanaryMessageBus(IMessageBus inner, CanaryWatch watch) : IMessageBus
{
    public bool QueueMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting starting:
                watch.Begin(starting.Test.DisplayName, starting.TestClass.Class.Name);
                break;
            case ITestFinished finished:
                watch.End(finished.Test.DisplayName);
                break;
        }

        return inner.QueueMessage(message);
    }

    public void Dispose() => inner.Dispose();
}
