"""Makes latin.txt: the commonest words of English, German and French, from the packages @zxcvbn-ts/language-{en,de,fr} 3.0.2 (npm).

usage: latin.py FOLDER, which holds them unpacked as FOLDER/{en,de,fr}/package
"""
import json, sys

def words(folder, language, count):
    lists = [json.load(open(f'{folder}/{language}/package/src/{name}.json', encoding='utf8')) for name in ('commonWords', 'wikipedia')]
    found = {}
    for rank in range(max(map(len, lists))):
        for ranked in lists:
            word = ranked[rank] if rank < len(ranked) else ''
            if len(word) >= 3 and word.isalpha() and max(map(ord, word)) < 0x180: found.setdefault(word)
            if len(found) == count: return list(found)
    return list(found)

folder = sys.argv[1]
every = {word for language, count in (('en', 42000), ('de', 56000), ('fr', 40000)) for word in words(folder, language, count)}
sys.stdout.write('\n'.join(sorted(every, key=str.encode)) + '\n')
