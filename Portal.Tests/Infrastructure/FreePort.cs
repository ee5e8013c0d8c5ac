using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Infrastructure;

internal static class FreePort
{
    /// <summary>A port nobody listens on now, for a server that a test starts and may start again.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
