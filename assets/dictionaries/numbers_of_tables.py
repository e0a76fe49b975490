"""Numbers as the tables of the dictionaries have them; what reads them is `TableReader`."""


def varint(number):
    """A number of 7 bits a byte, the lowest first; the last byte is below 128."""
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))
