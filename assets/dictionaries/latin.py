"""Makes latin.txt: the commonest words of English, German and French, from the packages @zxcvbn-ts/language-{en,de,fr} 3.0.2 (npm).

A line is a word, a tabulator, and for each language that has it its first letter with how rare the word is there: twice the natural
logarithm of its rank in thousands, and one.

usage: latin.py FOLDER, which holds them unpacked as FOLDER/{en,de,fr}/package
"""
import collections, json, math, sys

def words(folder, language, count):
    lists = [json.load(open(f'{folder}/{language}/package/src/{name}.json', encoding='utf8')) for name in ('commonWords', 'wikipedia')]
    found = {}
    for rank in range(max(map(len, lists))):
        for ranked in lists:
            word = ranked[rank] if rank < len(ranked) else ''
            if len(word) >= 3 and word.isalpha() and max(map(ord, word)) < 0x180: found.setdefault(word, len(found))
            if len(found) == count: return found
    return found

folder = sys.argv[1]
levels = collections.defaultdict(str)
for language, count in (('en', 42000), ('de', 56000), ('fr', 40000)):
    for word, rank in words(folder, language, count).items(): levels[word] += f'{language[0]}{round(2 * math.log(1 + rank / 1000))}'
sys.stdout.write(''.join(f'{word}\t{levels[word]}\n' for word in sorted(levels, key=str.encode)))
