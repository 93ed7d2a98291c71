import { createHash } from 'node:crypto';

/** Bytes of each hash: the chance that another password is taken for one of them is one in 600 million. */
const hashBytes = 5;

/**
 * Whether a password is on the list of common ones that Django 5.2 refuses (CommonPasswordValidator), whatever its case. Of
 * those with ten characters or more, since shorter ones are refused anyway.
 */
export function isCommonPassword(password: string): boolean {
  const hash = createHash('sha256').update(password.toLowerCase().trim()).digest().subarray(0, hashBytes);
  let low = 0;
  let high = hashes.length / hashBytes;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = hashes.compare(hash, 0, hashBytes, middle * hashBytes, (middle + 1) * hashBytes);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** The first bytes of the SHA-256 of each, in order. */
const hashes = Buffer.from(
  [
    'AIAexn4AjdVQwgCrmdlxAQQqNmMBOaxvoQGfw0o2AaDGa1QBspvKWgHtIgBaAf3scgICbG+b+QJ1/KCMApEKCaECvbUydALTKgDHAvUUgvUDBH',
    'l3hAMIuzQTAwmxhSwDOf3m1wNEbYKJA2XKwUEDpy7aRwPIzlNVA+ek2QQD63bOBQQNXncrBEj0laoET2VObARbq9zSBJWfqIEEqA7LZgTb3Rd7',
    'BO/FkE0FGSXQPwUo0xVhBTQUFSQFlgSSEQXDF+LVBcj3QT0GJdGdrwZZJSSbBmeSVPIGuLMyBQcRqNIKBx+no6YHOSDK/gc+5LpeB4L+QTgHiq',
    'RodgeSOluWB5jwWpwHpf3geAezj98dB8A1PiYH+RdACwg0wtYHCFQH4M4IlUJQXQjD7kpzCOf63CIJEK4dXwkTZAJaCTL5Hq8JQNAS3gluqltW',
    'CXxudBgJnhERYgm45Tu2CcJKhNMJyDjKtAn7p5Q+CjIYdwAKNIH4nAo9V1IICmcki5oKhgUPswqGVaQaCsNi9T8LHUTZ9Qsdv/JxCyL0C7cLOt',
    'VRVwtUTW2NC2jnYgcLqV5iRQvQOS3yC+W4bQ4L98uPawwG6OVBDAri2cIMFZBYxQwi8s6pDDzjEh8MP5O0wAxSjNp/DL9iEpkM0tU2FwzS3fne',
    'DNQsVUgNReaxRw1KKOX0DX6iC0UN4F5FuQ4jM0dDDivwicAOQ2ULFA5LfNTeDoNBloMOv4uGZg8xuGi9D4QNc1QPyNZWmRAymOYVEGHLF+UQYo',
    'z8QxBp5JZ9EHgW5qAQqBsuHBDIxjTUEOnTWwoQ+/7FgxEBp7TmEQ4b6iYRMV3dqRFD8vfHEZzUSYoRof+xCBHOgYmkEfGida4SD5ctMBJ8P23F',
    'EpRPIjMSmKY7kBKtSj7zEuFDvH8S+ewH4BMZrfMaEyEhiuQTaBg9RBOOf4PGE6phJ+8TrvfFihO988kME+g5VhkT++B6UhQfYcTIFCbEYv0UKP',
    'ojTBRCIVJ+FLvj9yYUxZPE2hUPDpHUFRDav9oVGt0+WRU0l/GOFWcXjWcViOUNyBXtUY3YFhLvykwWIiOw2BYv0LgHFkPjcXoWXGc5RBZ3lQJi',
    'Fr7f2mAXQX6/4BdHpX3aF0gcZfwXdWMV6xd1wIy4F3ynD0IXmxo+nhejN5mEF/gHVGQX/azT2hgiI204GGXk+b4YaH6KrhlIKL34GXdhiAYZ48',
    'MQ9xnnL6ZfGjDAploaZ8q91RqaAMadGqIC228aprfZMhr9qJc3Gw+TwogbIY6whxswhY5eG0Ahta0bTKJTlxtbpWBHG27ey4IbcydfexuMv18U',
    'G828z/EcE+WojBwwZ9AGHDEt1kIcaea8fxx6G1/AHJq69okcmuOGEhys1nfMHO5G7VQdHmilzx0ujPX0HZluAz0dp7l8+B3B96mwHd9NKQsd5i',
    'C4Lh47uJR1HrVLi/AexYK18R7ICtZhHsjXx8keySEOph7v96B/HyrE8xAfPIqeNR9PDmoTH5xKbOAfuDMqdB/wiOfNIA9Rg6ggP/BeeiCEEMqV',
    'IUK4ElAhUvY3eiFXGACmIVi6jrchgMxvBiGqnlp7IeJapsMiAXz6liIXxqe+IjX6SJQiPmni5iJXGOinIlem4RgiXHEb6SKFh3++Ir4q9d0i86',
    'u87iL1lHn/I1ruMFwjXOl79iOB6Vc6I5r8kQcjsYg02iO17SmhI84H/ocj8fqcuiQG9G5QJApJ1zkkIoMhoSQw4J7CJHn4D2QklQDNKCTZuK0Z',
    'JOJb7fok645/4iUR7FqWJUqiSKwlTjiTLyVcQ2zCJV0m0awlXY9j3iWFr6W2JbIakO4mD1LmwyY00Kh2JjsZhNgmcoPdniaiflu6Jqxu0u8muR',
    'AReybZAcoLJwagRtAnMwge9Cexs+VzJ+G0XFUoXW7yAyiCyTIIKIllofIorZsZkyjHEltoKPARbvQpQ6VnvClVgEGtKZ08eHIpulzhACnYyZ7C',
    'KiaAMI4qMa76JipH16+/KlIAFMMqWv23KCpd+/huKmKLRZMqaO0K7iqOIWu3KpwWIH0q8TEZGCslC/WhKz+Fm74rXIwTLit0hbnjK5Ht6W4rmY',
    'kcASubKT7oK68oNnkrvb7fgSvLQsIPK9i3sNgr27gq3CwVaZ+uLEAgk/UseUncpCx9RrXwLIWd3UAskcHA8CzFb94rLM1sVsss9RN9lS0nlUr4',
    'LS5HMhkuNP2CvS5obNN4LnyGesMu9uh8fi73XRgZLvp3ra8vX2zlri+KbN+2L407S/svjgcEZS+VdmpLL6mUXTQwDLLXpTCRbliZMNvJ7HIw7Y',
    'iHvTEYhm5FMUT8fjgxUpITADGbrij+MaLVKCYyA1OeSjIX1XDDMjf537IyR9IJoDJSv1ZbMlNyTSkyb4gqAjKJTHASMuN7GugzCA2WrTMtHqev',
    'MzP2vSAzSk/8UTNTZsTIM6qnFY40VvLWMzR8mjqRNNzhKj40+kHl4jUaEsbyNTVTnws1Ouu4rTU68V7MNT89dj81WBnR9TVqgvwONYDJJnU1tf',
    'PMbzW20KqqNc4HbDw13E/LWDX5FWamNi9RjB02chM2CDaadjCPNptBxys2n2FoUzag4f3sNqoVqI42rnBJNjau/n8cNttf8AY24lXYIjbs+RM8',
    'Nv5cW+03AK3x8jcFErY4Nxtz1Mw3H8MYrjcnZMf7N2nx3/o3qTSbGTfN/OfjN+gBkfY4GBlPojhD5MZ2OH2I9ik4fsyouzikuQb1OL4qncE4w9',
    'ih9zkG9uHvORcYgA45JuF0hzlfKRBzOXxYVNw5oxdZ+jm9EwRvOfg90xM6BkDnOjoudNPwOkVz7uE6V0WgXzpgadlJOm4p58g6dAmnLzrQXKdO',
    'O1CIUXk7a3W0XDuRBFZoO6OiV647r/V1QTvL1Kr1PAgYN5o8JEI1LjwyLHxKPDNcRck8Nz9JUzxnuCM5PIYrSIY80/hs6jzixS35PPqEVYI9GG',
    'xyqT0yTr+VPcQ9u8490B4jXD3sAWmJPktIT9M+UtMpdj50IeaHPngdt3A+pezyjz6urQvZPx08QBc/XAtfnD9gMF0vP3lXCOQ/wXipJz/G29Ui',
    'P9hAbGA/2SsecT/bOPE5P/RggP1ACU0Kb0BK3iKsQGI7R3RAoTt0jkD1mMx2QTd7AHtBUlD8BUF9TTtkQZTRcG5BqPh1OkHQLzv3QfvrRvFCEJ',
    'r/m0IebWDqQmDpWiFCyx3uIkNCrZDoQ0b/kvVDfoyhRUOQh0gtQ6Uw6x5DzVDu3kPpuRB1RET1pPpEXexDd0R4I28VRLz9RwZEzmc8D0TtJzoi',
    'RPs/LUBE/96RBkUpRYcxRUGXuolF0bMTdkXXU2eKRd2tsmZGLJeLiEaSfgGYRqKBzTVGopPNf0a0dfTTRttfKTxHHZQQE0ceGcmtR2Je10xHZn',
    '56y0gWbHwZSGqTKTZIobfck0ijmjMRSMqvtoVI9kD990kisLa1STAjo4VJT0nvD0lfAzYnSWM1wiZJdOv3uEmEUwQlSgLFRLpKCDFsIUpDc6Zb',
    'SlUKCoFKWgxTs0ppefNOSqQCnQ1KqU2P60qrUBpJSrKzjmJKufOY50q6wW5dSuAf8ltLF5gQeUsadB1nSx1CEXZLH05HmktSmsN1S481OIlLtY',
    'g38kvIPgtUS+RC5DJMB9zirkxAZvwJTFvpj3xMcTtmBEyyJMKOTLJ9W4hMvjrOs00T4dvnTT6BJglNlSKNqE2u/ozgTcPdCjNOJ0taoU5OPRTR',
    'TnWU6MZOmJWu106kY+/ITzS7ujxPZB7CBE/5BrYoUBP0rVxQFm6nVFAdWstKUB+eWuNQJK8oNVA2BQGLUFCUXN9QYbUcj1CYXhY5UKkVptZQv+',
    '5Jx1Hk5lADUgNk1y9SOqGOy1L+Tpj1UyJA5dtTRkPHglNKSo6vU5J567BTojKz4lO/e1o1U9RTsMBT1nBSjFQHwzrlVBFwONpUGoU6V1Qze9qT',
    'VF8HApVVBN3WkVU+k5wkVVXP7yNVli/KlVWnMokAVcauYfxWAR4/Y1YuYrgTVlGs0GtWdXvq4VZ6fxGFVp40SU5XYoH9GleQrD0LV8c2tDxX3F',
    'Y3tlfffwICV+UfRxBX9HFVt1f22oaVWA/urcpYHc3HV1gyGDZUWF0UrCNYhPeYeFiRTqsWWLqjxUpYxrHTJljQbr7kWRLVWQxZFXJiSFmTs0JA',
    'WccsH0NZ8nH2MFnzI1PCWhV2RAFafK7holrOSYGZWz4JNfVbcwJ7OVuB/fPGW4hMb7Jbk4bA1VubkJ1cW6V6Mqlbu7Cwc1vltpI+XLFVZF1cuq',
    '+rjlzxCREgXTPkMjVdVtpPrF1acKLXXWi/vM9dcvQRtl214PBAXeUMliFeTJgU3F5P+Ou1XnN/iR1ehxfdVl6oNIXPXrtJ5Jle3JgvhV7nb2R1',
    'XxBZ/wBfG8f7XF8yhVRcXzs7YUlfWyStZV+uMVOeX9YFXARf/H38h1/+0uG9YEOtJRRgZzxsC2CF/uKZYMi7bYlg27ZFNGDd6FbEYOF9tCRg8n',
    '1zA2FLaoU+YWEyngxhhT+rPGGbeZ+AYim68RFiOsGaH2JN7/UlYldC/MdiZdsMjGJmdrNdYm4gvDdifx+vTGKGJgTFYucVQ/RjBxII8mM9bP5a',
    'Y1C6ZBBjZAJkhGOE5AxsY5dIyUhjyXjOGmPY9pMaY9rUL/lk1y5cHGTg5a4DZPx9WWFlH1Sxt2VYT9sFZWfmNFJlmXrwVGXCGSHKZdsiZw9mDS',
    'A3PmYSP5XTZjeHKm5mfVAaLGaT780FZqrmVqJm/RzDcmcuhXvyZ4D2mhNn8UraMWf1Y33saK8ZXMJoxBaWU2jkFQ3VaSa4tLRpMN2o12ll6xaY',
    'aXRV7E1pv7kY3mnocTstag1T4npqPdYkNGqvsAi5arUM7ixquyWYiGriFxZKawmQUT9rNw30MGtWXpUVa3+7PlpruP61iGv2cgDCbDtGo25sQR',
    'xnvGxHX91/bPtfTVJtDGtObG1ACVcYbV1F1X5tcgwnFW3Ighr/beC/GQJt+U1TEW4BDuk5blla8mtum6LUdG7Iok9XbsoA+0pu1kXvDm7/Zm6H',
    'byK2TsBvWUPHQW/SLkGob+EysspwMiMFT3Cg2TnOcLYUT65w1Isyw3DkSO8wcQm4Q1NxHSFGJ3Gv+o/UcjmTYdpybaj4ZnKJQklMcpBQuQFytV',
    'rjKHMK9gSGcxqACbdzOoHHYXN3z5QXc6GOEiFzuQsyp3PkxRRWc/yNKmFz/n5B2HQLRX4AdE5R4p10onxV33Sncbj2dK8eou90zThXA3TUurB/',
    'dNtoEV11Ndjy2HXZaibNddzE6qx2BZanSXYJkCzMdg7c05V2Ge6M6nYtruzPdlVemTR2Wtn0x3Z/xkzjdpI68jp2tk+jZXbKPapZdy8Wbz13Sk',
    'rjKXd1JPDPd5cEU9V3sXE6aXflQLxfeAOgglN4Mgak9ngychZteEbiaY14ZDqBgXi7VLWLeLx/uzd47UZP63juTBqLeTrBvR15WEfvanllZSgf',
    'eYCWRKh5nUDy4nnAUXvyejGAujN6QwjAcHpo6xtHenrb7GZ6iC6vyHqU0nVqevhAgCF7KMe5L3uelMpde75rzZx8Eh3BWnxKXCQrfHI4C7J8hO',
    'lSMHydfiZdfRKMTFN9MWuT3n1Q25sAfWNUbXl9nL8FIn3uNKl4fo1E6hl+jupcxn6g9P3+frZkAid+10VsK39XQfvZf3dViVV/heEl/X/Qbw4q',
    'f9USuwB/6ZEssYAAT0LOgCNpEraAXB3aWoBya5UEgKxpemaA7zoYj4FBsSxegWogmzmBdzcTMYGUxbbHgZdCnXeBsCfI8oHT+HcuggNE6WqCKk',
    'DhpII1wDSkgoaYaGWC5TsMuYMFV6kAgzJJpC2DU+6dW4NuuF42g6LWcpiDprSNWoPdyNjog/dFzsWELeeyOYRa2PpahJR+Q7yErw3nJITYmHfw',
    'hNnEuEmE68G6x4UchhsphTp0Zi2FQbPTbYVOdr+BhVadlFmFZIifvYWTJkWShbY0OcuFwmXFV4X+9FxPhgX7ZJGGLXiI+IaGfBfehpmtKkyGn0',
    'aOnYanN891hx/xfXGHLD/uFYdgZjuyh7G82O+HyNa724hczcyRiIscDRyIxBFBSokHpJm1iTPymr6JWLc0pIlY+2t7iafm6ruJsAou34m+7OiB',
    'ieAVNqyKFPlVBIpX6y1Pi1VUUrGLgHqgUIutLfgBi7ivRjiL9N7FRYwlt3L1jEu93syMXK58DYxvKReTjHwL0pGMhbZjnozFWf5fjNQvUBqM4d',
    'FUyYzu+tn1jSpG53+NLMOYx41eUqFUjWmmLm2NafcJyI4H3yYSjgqR7/2OW1e3to50pw6PjtmvqjqPLe2PxY+DtUzaj6Gf/g+Po5XT14+1eqoZ',
    'j8ApOWmPwKqjqo/7PQ4rj/yfeNCQW32NJJCwi50EkNE1oC2Q+aiIbJEdxI2fkVSyb0KRlv8lo5Gp7zVjkbGgWvSR0zSGi5H8GMUVkgSdqDOSCZ',
    'UE4JIMZHnZkg2exLCSF95eIZIZMxn2kiGkJ3+SP435nJJTIptHklsTp++SYPiJoJKSUvQIkrMsvUyS/h6E45Mb0wHNkzgARc+TSABBh5NmwFd5',
    'k2oYXKqT0WFYcZPtEwQFlDA3ylCUUS8d9pRYnnR5lHLKRXGUg1JAHJSN4WOslJxEOkCU3KQrWZUjTwJ7lUPVRyCVZc92Z5WNUWArlY7VbjuVk8',
    'vhM5W/sk3hldEsSfWWKI7PqJZfabrvlm0WS0eWb9NlgJZ1IK4jloWPPXGWrg+HW5axc9w0lr0SvPSW0oiXhpcq0aE9l0QIUVCXRgftd5dMYZNq',
    'l4R2VIiXr7tFCpfL9qjrl+wk0IOYGEUIkpgwlCBbmEMeNOGZd1tmn5mK81oTmaWGBd6ZyXnwf5nJ8Rn7meK1jIyaOYvIK5pq+eokmn9I6XCakA',
    'QDrJqWIVnrms7R43ibBMP1P5sOsirvmxvYGkObKM66LJs4NCOKmz6ArAGbhZ9ItZuXrF52m5n2byWbv8tD1ZvG0dY+m9DmU5yb+ZngtpwFY26H',
    'nHVoUTudDFKucJ1SmAvPnh80Hf+eXzRfHp6sy2lTnrPvsBuevHE/yZ6/mgDEnsXb74ee4L7AY57nihChnvz9GLqfD4HuaZ+J1fUkn8bBBhaf2r',
    '970Z/4BJRPoDHtonOgN4Vu0KB+imGgoI84VdOgpE7Yz6DljY+3oO9d3pug+4SqwaFZv3/EoYrE5vuhyp/47qH1eId8okVv8GGigGvllaLKH+BW',
    'o2DvFt2jaS8eEKOSQ7iSo6HdlFuj4heulaP1XYWrpBWdRGekH2G98KR5yg4KpJsdG1iktZo5O6TTDFyYpN1WWOylACCBSaUZzYbxpUiJjrmldF',
    'opDqWTkQC6pa1+bVKluGX08KXYL/w7pmLJUW+mg0lWE6aL87L+psuf+OqnGnxwEadBGjcEp0I8+dqnWHV46KdvdLRAp5cNykanuxmTPafUthPp',
    'qDJZTQGoR2c1s6hIqH/sqEmcfKqoU71myqjT1CT7qNhUxf2o5u6hFqkYjreTqR8Mwk+pLK2uialHdhpmqUxJm+6pXgIPuqlqGcRNqYx8xEqpoM',
    'ME36nU0Hn9qgHpw5KqJwKgBqo9L+T2qkqeoD+qWTQ/nqqAL2VOqo1WttOqugOoRasBVlRDqy4HFeGreZOt36uOGO9Oq6Ojg1Srp2zLcauoFuq/',
    'q8SG2DqrywFyoavUtQniq/JPT/ir9CFK06w5k57grG4JDqqsdhdy66yCq72MrIqXKHmsj42IA6yShGasrOYQFo+tBXgcVq0MCbTYrVfFy5utXV',
    'aw0K1hP5yurZZq8KStmwcCvK2uofBbrbpsDsit2JmBMa3uThtzriRk5zGuKhAXza5S2bpSrod3WteuixRPVa6SO7e4rtH+mM2vC+lKc68RE3E7',
    'rxrmtfavSnsv56/3375GsCVvDvSwU7X4frBcmtScsKnpDWGwzXa317DRKztysO1WULCxCP34x7EJo/ZPsQ5kJ4CxF++UxbFAyVKPsZzsMpKxnS',
    'RK+bGsISkbsb+q9Zax3TjlBbHdQeDfsex8ZzqycOKzobKOTpF3sqvxd5Syy21Il7LgDZXSsuH+N92y4m3NVrLwvlbdsw5FvJGzHDWNIbM2PpeQ',
    's01GB8izV3/IMLNw3hTps4KCJXizjZ0WjLPRfrvks9Uv1LOz70I6a7QA2r3ltB6YGHu0I+3v5rQ5fBKmtJj584W0nyvHc7SjNywDtLM8hEW0u3',
    '8jarTDg50UtQ0ZoHq1RnJU87VbL/BmtWYnQoy1Z/VVt7WGXJhEtYZ6Kna1wLfWQLXHHzrOtcxe2f62P41QPLZfi7MjtoyIBgi2j93//LagOgS4',
    'tyzj41y3ZAJ5a7fyJBmquALzHXC4IruTkLgi8c0tuGpkSmC4sjBLIbi5Ty+NuNqCpJW5yVBkDrndomTYueo7uia6NQIx0bpGdoL0unS1mqq6em',
    '4iC7qjnee+utHsJEO7NFTuLLtTs98Xu2QWFOG7nA3jULuqW9Spu+enJyG79dpgzbwfka7tvCML3vO8Krx3BLxKfYVavFTDQJC8orQaK70ioJDb',
    'vd/d66a+AlOgoL4YCMDcvih2oaq+bJBvcb50F1y3vopfEca+lOKwdL8P/AMnvxkGfcS/LLWKaL9X/lY+v4y4/oG/oSC5/r+uGzCHwBCXWIjATj',
    '8v2sCU3MrRwKGu7bbAxJ/KPcEn96qlwShITefBV/mru8F11qgAwYdeaObBkSLym8G1m6DFwbi/HhzBw2BDDMHKO32twcvXgwfCBdYH3cI7nQ/9',
    'wmne6qPCbBXAwcKrTV/EwreMkPLCvIKfKcMrTVQzw3sc2GXDf9pHL8PaO6Jkw9zWuFvD8/2a98P9DHr5w/8zkOrEAtE7SsQGbtabxBgb3OLEJ3',
    'XrrMRZPTyGxFslzrvEvr5488Tn0NDXxPZ0LJ7FJb+5tsU3Den2xVdVVbDFYSFvl8V0WvL0xXkWbmrFg1eKGMWiwKLJxcCIEy7F3W4dgMYRlvFr',
    'xh7q7EPGPC0068ZGB5irxlMdZ6HGhj4ducaGrwpGxrPlEC/G4b2Hx8blD+bexuyVqIXHXiN8osd157dXx4GuzhvHmM7vrse4RU/nx+QCJY7IJ/',
    'i+z8g0vsVByF9nuoDIZMypPMhpCtzIyIwsP7nIlxaNY8jDi5yHyMw4iZ3IzOEsbsjO0ujAyQNOSa/JDgl+RskO//xeyTNMrWPJPmehdclc+TY5',
    'yX9pfBfJh5agVsnPq9vRyhnmrrrKbPu3Q8qPFojcyt2kft/LGSvDaMstNixvyzaxU0TLVcpVvMteD6x1y4stx3bLtFF5GsvOgZGoy96DFzrMAA',
    'hkS8xIFqXRzE9GcAnMqRhDTcz4CAFDzRi4GevNNA0aXM1j4AqvzZIGxjnNn9FzEs26f26Gzct0IsrN5+1z+c4AYJT3zizyd57OOlmGh85QTblM',
    'zlKsi2rOZChyj85oFlwDzo3HGzPO3jM7D87isls2zwuFT1rPLpejjc88sKTTz4w+P3HPmBVE9M/uFQsJz/mGwlDQJRdlw9A4svY70EAwuhXQWz',
    'J9bNBcAJTH0FzMCKHQoeQW6dDNBcSq0ObaGi3Q/yeU7NFuadHr0Zd8SX3RxIWEztHijRT50er9ay/SBC11ptI8EDhT0nEpi9LS0C6nTdLRSVR7',
    '0tSlknDTRHZSu9N3TQ0Z04Jcs3TTx/dvrdPLQ+eY09sxs23UChY3QNQp1l+r1Codg+HUfskrfdSWRUej1Jt9shzUydkCc9TfNMBU1TKytS7VWG',
    'GbK9V4O5581X5N0NrV1zCXPtXaK52S1gbWN47WEY6iXdYTDH/H1niManjWhroCStaI5/Be1rCd71nXYpYg39evAHfF1/KxgZDYOaEk7dhGXzNU',
    '2EqaayvYVKjZfthltlvb2Kr8S4TY2bRYRdkWAiqk2TwHdS/ZeYzcPNl+NtKs2fgHrFvZ+5Lju9oTJJeZ2hXd3t3aJaz7TNqKDrh82oyumvvaln',
    'kTj9rJbqoV2tCuKpDbBJjQItsd8mrt2yzBgvvbLzbPOdswoqTY24Sbvz7b3PAb9dvjbyli3ADJA4XcDkFGFNwTeDQX3CK4aOTcOws2ptw8NVlm',
    '3FKDTU7cohupUdyx1Jlf3N8SUejc56F/m91jAn+m3YHKYfvdihtCqN27b+lr3bugHmPdzU8v8t36X+tF3lLdQlXepxEahN6rXbU73ra+Q/zfGv',
    'oSAd8/BjPC30q+BTrfY1zJ5N9wGW4c34UhxMzfmNY5h9/nHNJp3/xQSqXgRXsbPuB77wty4L1yFE/gxSMxo+D1k/Cm4SsaUAPhgpXJDeGwL6so',
    '4kmHYKbiVpgk8OJgGc5I4mTH+XniccmLSuKHgd/C4qacwGzi3Y3ah+Leed224wEC0M3jKsMehONjjdUt44hDEynjs9fjL+PROiLR5ABeLBXkOB',
    'oyOORDIeLl5ETf8brkZshIzeRrcNMw5JQMsETkoKkOWuTUnphy5NTUfSLk3CLRBuThEpAV5OFV6WrlBF8D7eVMc1CW5WaUvuPllskIO+WbW733',
    '5Z5EiOblzD4C9eYb47UG5hySbV/mP0V/QuZh9Mk15mQc9ZHm4xyD9ObkXY2t5vc/GhXnTZhlbudstX1f5271kjrnrIJ8J+eyDagh6EQ4QvLoZc',
    'CcdeiOPZh96Jmyo9bo8a0r3uj8vOro6R+t8k/pPeLpquleMmbn6WuanTbpnoiwSennBIm06fdoAFfp/izaKOopyFJx6i/cMnPqV1v02+peTE4I',
    '6pDV4OXqkqYSe+q8HDhb60FZFkzrXurypets0Qhf651KlkvrxNtdI+wELlLP7AWzGoLsDhPJuewZo4+47CC5idLsTfx5UOxxpX5H7M2rLBHs0u',
    'Ig8Ozvex5k7RANmIbtFXSGuO13BmLC7ZhxKY7tnXQ6Du2pv7nV7b+TqFftzs6tle3WiwsR7gHre2ruE7fUyO4YTZnz7inrSofuiktr5u6rYr7g',
    '7toZ6K7u6cbhkO7xOU7j7x0WcvrvTzKJje+CmSPT75H8Pofvkrd4uu+f72dY76V0dNLvr1YT/e/zAXEP7/puxhvwB0juZfAixozi8CyWNXTwSt',
    'TSjvBUz8s/8JkNyKDwm2T7ivCqmRDr8NE1GuDxKjiDjfE5H0W68W+sjYjxljh3X/GaUgF48aCnJiHxsgszafGz42Bo8nXrm4/ysolRnPK5VEnJ',
    '8uqhbpHzLmilTfNWzCPU81fQJv3zhMDk+POPr6Kg89NqGur0E+Y03vQjohrn9DExR330bAC7WvRtrKfr9HXrarH0jWgnHPSU7qGy9OmUcwD1FT',
    '1GffU+evVS9U2TCS/1rGaEqfXeyHC29hCaeZz2KBRMcvZLnyt19lECaFj2VRciJ/ZXaRHs9nvi2iT2oo3/xfawhonX9tvT11327pTssPci7DCR',
    '92auT+D3sRUJ9PfIEPAv98qHIEL35pAWbPfySBwK9/Wtnan3/H7gQ/geCiYr+GV7xl/4bE0QLviDpxxo+IPaoWr4zoVZHPje3KPk+PcKPrH5Ps',
    'e9GPlB9Vfu+WegrAP5ba6s3fmG2dFa+bAIFhv5we9l0/nKZKU4+dBwk9D6FM9g7voiNR83+ijVz9X6LL8hJPpwU8ki+vV8Dlb7DsHb6PscUaDS',
    '+2Mbmyn7nvLz2/unOm8Y/BHW8o78ID+PFvxKrH3B/G24efX8dke+5/yKg8MH/IqSliD8l1RWy/y0VJ9m/TqqO2b9md8jMP4F2ZF7/kk/YX7+Z8',
    'XxYP566jqN/ohjrsv+jeG0//6qc68g/r50BKD+/c23F/8BOdB8/wqR/z7/NlBnkv9RNF/d/6+2C9H/tR0Y2P/sKwSC//GYnjw=',
  ].join(''),
  'base64',
);
