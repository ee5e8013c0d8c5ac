using System.Diagnostics.CodeAnalysis;

namespace Portal.Core.Kernel;

/// <summary>The answer of an act: done, or refused with one <see cref="Kernel.Error"/>.</summary>
public readonly struct Result
{
    private readonly Error? _error;

    private Result(Error error) => _error = error;

    public static Result Ok => default;

    public bool Failed => _error is not null;

    /// <summary>Why it was refused. Throws when it was not.</summary>
    public Error Error =>
        _error ?? throw new InvalidOperationException("A result that succeeded has no error.");

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>The answer of an act that yields something: a value, or one <see cref="Kernel.Error"/>.</summary>
public readonly struct Result<T>
{
    private readonly Error? _error;
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, _error) = (value, error);

    [MemberNotNullWhen(true, nameof(_error))]
    public bool Failed => _error is not null;

    /// <summary>Why it was refused. Throws when it was not.</summary>
    public Error Error =>
        _error ?? throw new InvalidOperationException("A result that succeeded has no error.");

    /// <summary>What came of it. Throws when the act was refused.</summary>
    public T Value =>
        _error is null
            ? _value!
            : throw new InvalidOperationException($"Refused: {_error.Code}: {_error.Message}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
