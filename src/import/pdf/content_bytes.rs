//! Instructions of content streams as bytes (ISO 32000-1, 7.3 and 8.9.7).

use hayro::hayro_syntax::object::{Dict, MaybeRef, Object, Stream};

/// Writes an operand.
pub fn write_object(bytes: &mut Vec<u8>, object: &Object<'_>) {
    match object {
        Object::Null(_) | Object::Stream(_) => bytes.extend_from_slice(b"null"),
        Object::Boolean(is_so) => bytes.extend_from_slice(is_so.to_string().as_bytes()),
        // Numbers are written without exponents, which PDF does not have.
        Object::Number(number) => bytes.extend_from_slice(number.as_f64().to_string().as_bytes()),
        Object::Name(name) => write_name(bytes, name),
        Object::String(string) => write_string(bytes, string.as_bytes()),
        Object::Array(array) => {
            bytes.push(b'[');
            for item in array.raw_iter() {
                write_item(bytes, &item);
            }
            bytes.push(b']');
        }
        Object::Dict(dict) => {
            bytes.extend_from_slice(b"<<");
            write_entries(bytes, dict);
            bytes.extend_from_slice(b">>");
        }
    }
}

fn write_entries(bytes: &mut Vec<u8>, dict: &Dict<'_>) {
    for (key, value) in dict.entries() {
        write_name(bytes, &key);
        bytes.push(b' ');
        write_item(bytes, &value);
    }
}

/// Writes a part of a value, and a blank. References there are none in content.
fn write_item(bytes: &mut Vec<u8>, item: &MaybeRef<Object<'_>>) {
    match item {
        MaybeRef::NotRef(object) => write_object(bytes, object),
        MaybeRef::Ref(_) => bytes.extend_from_slice(b"null"),
    }
    bytes.push(b' ');
}

fn write_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#/%()<>[]{}".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_string(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.push(b'(');
    for byte in string {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend_from_slice(&[b'\\', *byte]),
            // A line end would be read as another one.
            b'\r' => bytes.extend_from_slice(b"\\r"),
            _ => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}

/// Writes an image that stands in the content itself.
pub fn write_inline_image(bytes: &mut Vec<u8>, image: &Stream<'_>) {
    bytes.extend_from_slice(b"BI ");
    write_entries(bytes, image.dict());
    bytes.extend_from_slice(b"ID ");
    bytes.extend_from_slice(&image.raw_data());
    bytes.extend_from_slice(b"\nEI\n");
}
