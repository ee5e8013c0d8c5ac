namespace Portal.Tests.Imports;

/// <summary>Gives the same bytes over and over up to a length: a huge file that needs no disk.</summary>
internal sealed class RepeatingStream(byte[] pattern, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read asynchronously.");

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var read = (int)Math.Min(buffer.Length, length - _position);
        var target = buffer.Span[..read];
        for (var at = 0; at < read; at++)
        {
            target[at] = pattern[(int)((_position + at) % pattern.Length)];
        }

        _position += read;
        return ValueTask.FromResult(read);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();
}
